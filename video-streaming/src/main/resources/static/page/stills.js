// Poster frames: the browser decodes one frame of each video that comes near the window, and the page keeps the picture.

const AT_ONCE = 2; // a browser opens six connections to a server: the player needs the others
const PATIENCE = 8000;
const KEPT = 150;
const WIDTH = 480;

const wanted = new Set();
const kept = new Set();
let running = 0;

const near = new IntersectionObserver(entries => {
    for (const {target, isIntersecting} of entries) {
        if (isIntersecting && !kept.has(target)) wanted.add(target);
        else wanted.delete(target);
        target.dataset.near = isIntersecting ? '1' : '';
    }
    next();
}, {rootMargin: '300px'});

/** Shows a still of the video in this frame once it comes near the window. */
export function still(frame, url, duration) {
    frame.still = `${url}#t=${duration ? Math.min(duration * 0.3, 60).toFixed(1) : 1}`;
    near.observe(frame);
}

export function forget(frame) {
    near.unobserve(frame);
    wanted.delete(frame);
    kept.delete(frame);
}

async function next() {
    const [frame] = wanted;
    if (!frame || running >= AT_ONCE) return;
    wanted.delete(frame);
    running++;
    const video = document.createElement('video');
    Object.assign(video, {muted: true, playsInline: true, preload: 'metadata', src: frame.still});
    if (await isDrawable(video)) keep(frame, video);
    video.removeAttribute('src');
    video.load(); // ends the request
    running--;
    next();
}

function isDrawable(video) {
    return new Promise(done => {
        const check = () => video.readyState >= 2 && !video.seeking && done(video.videoWidth > 0);
        video.addEventListener('loadeddata', check);
        video.addEventListener('seeked', check);
        video.addEventListener('error', () => done(false));
        setTimeout(done, PATIENCE, false);
    });
}

function keep(frame, video) {
    const canvas = document.createElement('canvas');
    canvas.width = Math.min(WIDTH, video.videoWidth);
    canvas.height = Math.round(canvas.width * video.videoHeight / video.videoWidth);
    canvas.getContext('2d').drawImage(video, 0, 0, canvas.width, canvas.height);
    frame.querySelector('canvas')?.remove();
    frame.prepend(canvas);
    kept.add(frame);
    for (const old of kept) {
        if (kept.size <= KEPT) break;
        if (old.dataset.near) continue;
        old.querySelector('canvas')?.remove();
        kept.delete(old);
    }
}
