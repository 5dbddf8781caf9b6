// The keyboard, as people know it from video sites, and the dialog that lists it.
import * as player from './player.js';
import {toggleCaptions} from './captions.js';
import {keepPreference, preference} from './memory.js';
import {say, toast} from './messages.js';
import {clock} from './text.js';

const {video} = player;
const help = document.getElementById('help');
const shortcuts = document.getElementById('shortcuts');
const watch = document.getElementById('watch');

const louder = by => {
    player.setVolume(video.volume + by);
    toast(`Volume ${Math.round(video.volume * 100)} %`);
};
const to = share => {
    player.jump(share * (video.duration || 0));
    say(clock(video.currentTime));
};
const muting = () => {
    player.mute();
    toast(video.muted ? 'Muted' : 'Sound on');
};

// Keys that move the page elsewhere act only while the focus is in the player.
const INSIDE = {
    ' ': player.toggle,
    ArrowUp: () => louder(0.05),
    ArrowDown: () => louder(-0.05),
    Home: () => to(0),
    End: () => to(1),
    Escape: () => document.fullscreenElement || document.getElementById('close').click(),
};
const ANYWHERE = {
    k: player.toggle,
    j: () => player.skip(-10),
    l: () => player.skip(10),
    ArrowLeft: () => player.skip(-5),
    ArrowRight: () => player.skip(5),
    m: muting,
    f: player.toggleFullScreen,
    c: () => toast(toggleCaptions(video)),
    i: player.togglePicture,
    '<': () => player.changeRate(-1),
    '>': () => player.changeRate(1),
    '?': () => help.showModal(),
};
const LISTED = [
    ['Space k', 'Play or pause'], ['← →', 'Back or ahead 5 seconds'], ['j l', 'Back or ahead 10 seconds'],
    ['0 … 9', 'Go to 0 % … 90 %'], ['Home End', 'Go to the start or the end'], ['↑ ↓', 'Volume'], ['m', 'Mute'],
    ['c', 'Captions'], ['< >', 'Slower or faster'], ['f', 'Full screen'], ['i', 'Picture in picture'],
    ['/', 'Filter the library'], ['Esc', 'Close the player'], ['?', 'This list'],
];

document.addEventListener('keydown', event => {
    const {key, target} = event;
    if (event.ctrlKey || event.metaKey || event.altKey || help.open || isTaken(target, key)) return;
    const inside = watch.contains(target) || target === document.body;
    const action = !player.showing ? key === '?' && ANYWHERE['?']
        : !shortcuts.checked && (key.length === 1 && key !== ' ') ? null
        : ANYWHERE[key.length === 1 ? key.toLowerCase() : key]
            ?? (inside ? INSIDE[key] : null)
            ?? (/^\d$/.test(key) ? () => to(key / 10) : null);
    if (!action) return findKey(event);
    event.preventDefault();
    action();
});

function findKey(event) {
    const filter = document.getElementById('filter');
    if (event.key !== '/' || !shortcuts.checked || !filter.checkVisibility()) return;
    event.preventDefault();
    filter.focus();
}

/** Whether the element under the focus needs this key itself. */
function isTaken(target, key) {
    if (target.matches('select, textarea, input:not([type=range])')) return true;
    if (target.matches('button, a') && [' ', 'Enter'].includes(key)) return true;
    return target.id === 'volume' && key.startsWith('Arrow');
}

for (const [keys, what] of LISTED) {
    const term = document.createElement('dt');
    term.append(...keys.split(' ').map(key => {
        const cap = document.createElement(key === '…' ? 'span' : 'kbd');
        cap.textContent = key;
        return cap;
    }));
    const description = document.createElement('dd');
    description.textContent = what;
    document.getElementById('help-keys').append(term, description);
}
document.getElementById('keys').addEventListener('click', () => help.showModal());
document.getElementById('help-close').addEventListener('click', () => help.close());
help.addEventListener('click', event => event.target === help && help.close());
shortcuts.checked = preference('shortcuts', true);
shortcuts.addEventListener('change', () => keepPreference('shortcuts', shortcuts.checked));
