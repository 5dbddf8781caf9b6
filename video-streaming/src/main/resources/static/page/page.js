// Marquee's page: asks for the library, and follows the address to the video and the moment it names.
import {clock, fragment, target} from './text.js';
import * as grid from './grid.js';
import * as player from './player.js';
import {say, toast} from './messages.js';
import './controls.js';
import './keys.js';
import './fullscreen.js';

const byId = name => document.getElementById(name);
let videos = new Map();

async function look() {
    notice(null);
    say('Loading the library');
    try {
        const answer = await fetch('videos', {headers: {Accept: 'application/json'}});
        if (!answer.ok) throw new Error(`status ${answer.status}`);
        show(await answer.json());
    } catch (problem) {
        byId('reason').textContent = problem.message;
        notice('unreachable');
    }
}

function show(list) {
    // Addresses are taken from the page's own, so that the page also works behind a proxy's path.
    const here = url => new URL(`.${url}`, document.baseURI).href;
    list = list.map(video => ({
        ...video,
        url: here(video.url),
        captions: (video.captions ?? []).map(track => ({...track, url: here(track.url)})),
    }));
    videos = new Map(list.map(video => [video.id, video]));
    grid.show(list);
    if (list.length) say(list.length === 1 ? '1 video' : `${list.length} videos`);
    else notice('empty');
    follow(false);
}

/** Opens what the address names, or closes the player where it names nothing. */
function follow(start) {
    const wanted = target(location.hash);
    const video = wanted && videos.get(wanted.id);
    const before = player.showing;
    if (wanted && !video && videos.size) toast(`There is no video “\u2068${wanted.id}\u2069” in this library.`);
    if (video) {
        player.open(video, wanted.at, start);
        if (video !== before) byId('watch').focus({preventScroll: true});
        byId('watch').scrollIntoView({block: 'start'});
    } else if (before) {
        player.close();
        grid.refresh();
        (grid.cardOf(before.id) ?? byId('library')).focus();
    }
    grid.mark(video?.id);
    document.title = video ? `${video.title} – Marquee` : 'Marquee';
}

/** Shows one of the two notices in the place of the grid, or none. */
function notice(name) {
    for (const box of document.querySelectorAll('.notice')) box.hidden = box.id !== name;
    byId('heading').hidden = name !== null;
    if (name) say(byId(name).querySelector('h3').textContent);
}

async function copy() {
    const {id} = player.showing;
    const t = player.video.currentTime;
    const link = new URL(fragment(id, t), document.baseURI).href;
    try {
        await navigator.clipboard.writeText(link);
        toast(`Link at ${clock(t)} copied.`);
    } catch {
        // no clipboard without HTTPS: the address bar has it then
        history.replaceState(null, '', link);
        toast(`The address bar now links to ${clock(t)}.`);
    }
}

byId('copy').addEventListener('click', copy);
byId('close').addEventListener('click', () => {
    history.pushState(null, '', location.pathname + location.search);
    follow(false);
});
for (const button of document.querySelectorAll('.notice button')) button.addEventListener('click', look);
byId('skip').addEventListener('click', event => {
    event.preventDefault(); // its fragment would name a video
    byId('library').focus();
});
byId('grid').addEventListener('click', event => {
    // A click on the card of the video in the player brings it into view: the address stays as it is, so nothing else would.
    const link = event.target.closest('a');
    if (link && link.hash === location.hash) follow(true);
});
addEventListener('hashchange', () => follow(true));
player.video.addEventListener('pause', grid.refresh);
look();
