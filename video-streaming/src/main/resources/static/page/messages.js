// What the page says: to a screen reader only, or to everyone.

const status = document.getElementById('status');
const bubble = document.getElementById('toast');
let fading;

export function say(text) {
    status.textContent = text;
}

export function toast(text) {
    say(text);
    bubble.textContent = text;
    bubble.hidden = false;
    clearTimeout(fading);
    fading = setTimeout(() => (bubble.hidden = true), 4000);
}
