// The player: what it shows, and everything one can ask of it.
import {clock, facts, inWords} from './text.js';
import {keepPosition, position} from './memory.js';
import {offerCaptions} from './captions.js';
import {say, toast} from './messages.js';

const byId = name => document.getElementById(name);
const watch = byId('watch');
const stage = byId('stage');
const picture = byId('picture');

export const RATES = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];

export const video = byId('video');
export let showing = null;

/** Shows a video from a moment on; without one, from where it was left. */
export function open(entry, at, start) {
    if (showing?.id !== entry.id) load(entry, at);
    else if (at !== null) jump(at);
    if (start) play();
}

export function close() {
    keep();
    showing = null;
    if (document.pictureInPictureElement) document.exitPictureInPicture();
    video.removeAttribute('src');
    video.replaceChildren();
    video.load();
    watch.hidden = true;
}

export function jump(to) {
    const end = video.duration || showing?.duration || Infinity;
    video.currentTime = Math.max(0, Math.min(to, end));
}

export const skip = seconds => {
    jump(video.currentTime + seconds);
    say(inWords(video.currentTime));
};

export function play() {
    video.play().catch(() => {}); // refused before the first click, or failed: then 'error' tells
}

export function toggle() {
    if (!byId('failure').hidden) return retry();
    if (video.paused || video.ended) play();
    else video.pause();
}

export function setVolume(volume) {
    video.volume = Math.max(0, Math.min(1, Math.round(volume * 20) / 20));
    video.muted = video.volume === 0;
}

export function mute() {
    video.muted = !video.muted;
    if (!video.muted && !video.volume) setVolume(0.5);
}

export function changeRate(steps) {
    const i = RATES.indexOf(video.playbackRate) + steps;
    if (RATES[i]) video.playbackRate = RATES[i];
    toast(`Speed ${video.playbackRate}×`);
}

export async function togglePicture() {
    try {
        if (document.pictureInPictureElement) await document.exitPictureInPicture();
        else await video.requestPictureInPicture();
    } catch {
        toast('Picture in picture is not to be had here.');
    }
}

export function toggleFullScreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (stage.requestFullscreen) stage.requestFullscreen().catch(() => toast('Full screen is not to be had here.'));
    else video.webkitEnterFullscreen?.(); // phones that know full screen for videos only
}

export async function retry() {
    const at = position(showing.id)?.t ?? video.currentTime;
    load(showing, at);
    play();
}

function load(entry, at) {
    keep();
    const left = position(entry.id)?.t;
    const from = at ?? left ?? 0;
    showing = entry;
    watch.hidden = false;
    stage.classList.add('fresh');
    byId('failure').hidden = true;
    byId('title').textContent = entry.title;
    byId('facts').textContent = facts(entry);
    byId('download').href = entry.url;
    byId('download').download = entry.id;
    picture.style.setProperty('--shape', entry.width ? entry.width / entry.height : 16 / 9);
    video.replaceChildren();
    offerCaptions(video, entry.captions);
    video.src = entry.url;
    if (from) video.currentTime = from; // before the data: the browser asks for the right part at once
    if (at === null && left) toast(`Resumed at ${clock(left)}. Press 0 to start over.`);
    if (navigator.mediaSession) navigator.mediaSession.metadata = new MediaMetadata({title: entry.title});
}

export function keep() {
    if (showing && video.duration) keepPosition(showing.id, video.currentTime, video.duration);
}

async function explainFailure() {
    if (!showing || !video.hasAttribute('src')) return;
    const asked = showing;
    const answer = await fetch(asked.url, {method: 'HEAD'}).catch(() => null);
    if (showing !== asked) return;
    stage.classList.remove('waits');
    byId('failure').hidden = false;
    byId('failure-text').textContent = !answer
        ? 'The server does not answer. The position is kept.'
        : answer.ok
            ? 'This browser cannot play this file: it may be incomplete, or in a format the browser does not know. Downloading it still works.'
            : answer.status === 404 ? 'This video is no longer in the library.' : `The server answered with status ${answer.status}.`;
}

let saved = 0;
video.addEventListener('timeupdate', () => {
    if (Math.abs(video.currentTime - saved) < 3) return;
    saved = video.currentTime;
    keep();
});
for (const name of ['pause', 'ended', 'seeked']) video.addEventListener(name, keep);
for (const name of ['waiting', 'seeking']) video.addEventListener(name, () => stage.classList.add('waits'));
for (const name of ['playing', 'seeked', 'canplay', 'emptied', 'pause']) video.addEventListener(name, () => stage.classList.remove('waits'));
video.addEventListener('playing', () => stage.classList.remove('fresh'));
video.addEventListener('error', explainFailure);
addEventListener('pagehide', keep);
