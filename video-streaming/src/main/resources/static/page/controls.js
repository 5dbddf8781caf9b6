// The controls under the picture: they show the state of the video element, and pass on what one does.
import * as player from './player.js';
import {chooseCaptions} from './captions.js';
import {keepPreference, preference} from './memory.js';
import {clock, inWords} from './text.js';

const {video} = player;
const byId = name => document.getElementById(name);
const seek = byId('seek');
const rate = byId('rate');
const stage = byId('stage');

function draw() {
    const t = video.currentTime;
    const d = Number.isFinite(video.duration) ? video.duration : player.showing?.duration || 0;
    seek.max = d;
    seek.value = t;
    seek.ariaValueText = `${inWords(t)} of ${inWords(d)}`;
    seek.style.setProperty('--done', d ? `${100 * t / d}%` : '0%');
    seek.style.setProperty('--there', d ? `${100 * loadedUntil(t) / d}%` : '0%');
    byId('now').textContent = byId('copy-time').textContent = clock(t);
    byId('total').textContent = d ? clock(d) : '';
    const [icon, name] = video.ended ? ['replay', 'Play again'] : video.paused ? ['play', 'Play'] : ['pause', 'Pause'];
    face(byId('play'), icon, name, 'k');
    face(byId('start'), icon === 'pause' ? 'play' : icon, name);
    stage.classList.toggle('playing', !video.paused && !video.ended);
    stage.classList.toggle('ended', video.ended);
}

function loadedUntil(t) {
    for (let i = 0; i < video.buffered.length; i++) {
        if (video.buffered.start(i) <= t && t <= video.buffered.end(i)) return video.buffered.end(i);
    }
    return t;
}

function face(button, icon, name, key) {
    button.querySelector('use').setAttribute('href', `#i-${icon}`);
    button.ariaLabel = name;
    if (key) button.title = `${name} (${key})`;
}

function drawSound() {
    const silent = video.muted || video.volume === 0;
    face(byId('mute'), silent ? 'muted' : 'sound', 'Mute', 'm');
    byId('mute').ariaPressed = silent;
    const volume = byId('volume');
    volume.value = silent ? 0 : video.volume;
    volume.ariaValueText = `${Math.round(volume.value * 100)} percent`;
    volume.style.setProperty('--done', `${volume.value * 100}%`);
    keepPreference('volume', video.volume);
}

const ALTERS = ['loadstart', 'emptied', 'durationchange', 'timeupdate', 'seeking', 'seeked', 'progress', 'play', 'pause', 'ended'];
for (const name of ALTERS) video.addEventListener(name, draw);
video.addEventListener('volumechange', drawSound);
video.addEventListener('ratechange', () => (rate.value = video.playbackRate));

rate.append(...player.RATES.map(r => new Option(r === 1 ? '1×' : `${r}×`, r, r === 1, r === 1)));
rate.addEventListener('change', () => (video.defaultPlaybackRate = video.playbackRate = Number(rate.value)));
byId('captions').addEventListener('change', event => chooseCaptions(video, event.target.value));
seek.addEventListener('input', () => player.jump(Number(seek.value)));
seek.addEventListener('pointermove', event => {
    const {left, width} = seek.getBoundingClientRect();
    const x = Math.max(0, Math.min(1, (event.clientX - left) / width));
    byId('tip').textContent = clock(x * seek.max);
    byId('tip').style.left = `${x * 100}%`;
});
byId('volume').addEventListener('input', event => player.setVolume(event.target.value));
byId('play').addEventListener('click', player.toggle);
byId('start').addEventListener('click', player.toggle);
byId('again').addEventListener('click', player.retry);
byId('back').addEventListener('click', () => player.skip(-10));
byId('ahead').addEventListener('click', () => player.skip(10));
byId('mute').addEventListener('click', player.mute);
byId('small').addEventListener('click', player.togglePicture);
byId('full').addEventListener('click', player.toggleFullScreen);
byId('small').hidden = !document.pictureInPictureEnabled;
video.addEventListener('click', player.toggle);
video.addEventListener('dblclick', player.toggleFullScreen);
player.setVolume(preference('volume', 1));
drawSound();
