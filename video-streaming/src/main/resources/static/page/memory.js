// What this browser remembers: where one stopped, and how one likes to watch. A browser that refuses storage forgets.

const KEPT = 500;

function read(key) {
    try {
        return JSON.parse(localStorage.getItem(`marquee.${key}`)) ?? {};
    } catch {
        return {};
    }
}

function write(key, value) {
    try {
        localStorage.setItem(`marquee.${key}`, JSON.stringify(value));
    } catch {
        // full or forbidden: watching goes on without memory
    }
}

/** Keeps a position; the first and the last moments of a video are not worth coming back to. */
export function keepPosition(id, t, duration) {
    const edge = Math.min(30, duration * 0.05);
    const {[id]: gone, ...others} = read('positions');
    if (t >= edge && t <= duration - edge) others[id] = {t, duration}; // last in, last out
    write('positions', Object.fromEntries(Object.entries(others).slice(-KEPT)));
}

export const position = id => read('positions')[id] ?? null;

export const positions = () => read('positions');

export const preference = (name, otherwise) => read('preferences')[name] ?? otherwise;

export const keepPreference = (name, value) => write('preferences', {...read('preferences'), [name]: value});
