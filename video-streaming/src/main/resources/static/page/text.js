// How the page writes times, sizes and links.

/** 65 → "1:05", 3725 → "1:02:05". */
export function clock(seconds) {
    const whole = Math.max(0, Math.floor(seconds || 0));
    const h = Math.floor(whole / 3600);
    const m = Math.floor(whole / 60) % 60;
    const s = String(whole % 60).padStart(2, '0');
    return h ? `${h}:${String(m).padStart(2, '0')}:${s}` : `${m}:${s}`;
}

/** The same for a screen reader: 65 → "1 minute 5 seconds". */
export function inWords(seconds) {
    const whole = Math.max(0, Math.floor(seconds || 0));
    const parts = [[Math.floor(whole / 3600), 'hour'], [Math.floor(whole / 60) % 60, 'minute'], [whole % 60, 'second']]
        .filter(([n, unit]) => n || (unit === 'second' && whole === 0))
        .map(([n, unit]) => `${n} ${unit}${n === 1 ? '' : 's'}`);
    return parts.join(' ');
}

export function size(bytes) {
    const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];
    let i = 0;
    let n = bytes;
    for (; n >= 999.5 && i < units.length - 1; i++) n /= 1000;
    return `${i && n < 9.95 ? n.toFixed(1) : Math.round(n)} ${units[i]}`;
}

const CODECS = {avc1: 'H.264', avc3: 'H.264', hvc1: 'H.265', hev1: 'H.265', av01: 'AV1', vp08: 'VP8', vp09: 'VP9', mp4a: 'AAC'};

/** What is known of a video's inside, in one line. */
export function facts(video) {
    const day = new Date(video.lastModified);
    return [
        video.duration && clock(video.duration),
        video.width && `${video.width} × ${video.height}`,
        size(video.size),
        video.codecs?.map(codec => CODECS[codec] ?? codec).join(' + '),
        isNaN(day) ? '' : day.toLocaleDateString(undefined, {dateStyle: 'long'}),
    ].filter(Boolean).join('  ·  ');
}

/** The part of a link that names a video and, if given, a moment: "#marquee.mp4&t=12". */
export function fragment(id, seconds) {
    const t = Math.floor(seconds || 0);
    return `#${encodeURIComponent(id)}${t > 0 ? `&t=${t}` : ''}`;
}

/** Reads such a fragment; t may be seconds ("12", "12.5") or "1h2m3s". */
export function target(hash) {
    const [name, ...rest] = hash.replace(/^#/, '').split('&');
    if (!name) return null;
    const t = rest.find(part => part.startsWith('t='))?.slice(2);
    const [, h, m, s] = t?.match(/^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s?)?$/) ?? [];
    const at = (h ?? 0) * 3600 + (m ?? 0) * 60 + Number(s ?? 0);
    return {id: decode(name), at: h || m || s ? at : null};
}

function decode(name) {
    try {
        return decodeURIComponent(name);
    } catch {
        return name; // a link somebody typed by hand
    }
}
