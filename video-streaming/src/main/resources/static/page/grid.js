// The library as a grid of cards: drawn as one scrolls, filtered as one types.
import {clock, fragment, size} from './text.js';
import {positions} from './memory.js';
import {forget, still} from './stills.js';

const STEP = 60;
const MANY = 9;

const byId = name => document.getElementById(name);
const grid = byId('grid');
const filter = byId('filter');
const count = byId('count');
const card = byId('card').content.firstElementChild;

let all = [];
let matching = [];
let drawn = 0;
let current = null;

const plain = text => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

export function show(videos) {
    all = videos.map(video => ({video, words: plain(`${video.title} ${video.id}`)}));
    byId('find').hidden = all.length < MANY;
    select();
}

/** Marks the card of the video in the player. */
export function mark(id) {
    current = id;
    for (const link of grid.querySelectorAll('a')) link.ariaCurrent = link.dataset.id === id ? 'true' : null;
}

/** The link of a video's card, if it is drawn. */
export const cardOf = id => [...grid.querySelectorAll('a')].find(link => link.dataset.id === id);

/** Brings the progress bars up to date. */
export function refresh() {
    const known = positions();
    for (const link of grid.querySelectorAll('a')) progress(link, known[link.dataset.id]);
}

function select() {
    const words = plain(filter.value).split(/\s+/).filter(Boolean);
    matching = all.filter(entry => words.every(word => entry.words.includes(word)));
    for (const frame of grid.querySelectorAll('.frame')) forget(frame);
    grid.replaceChildren();
    drawn = 0;
    const total = `${all.length.toLocaleString()} ${all.length === 1 ? 'video' : 'videos'}`;
    count.textContent = !all.length ? '' : words.length ? `${matching.length.toLocaleString()} of ${total}` : total;
    if (words.length) byId('status').textContent = count.textContent;
    draw();
}

function draw() {
    const known = positions();
    const part = matching.slice(drawn, drawn + STEP).map(({video}) => cardFor(video, known[video.id]));
    drawn += part.length;
    grid.append(...part);
}

function cardFor(video, seen) {
    const item = card.cloneNode(true);
    const link = item.querySelector('a');
    link.href = fragment(video.id);
    link.dataset.id = video.id;
    if (video.id === current) link.ariaCurrent = 'true';
    item.querySelector('.name').textContent = video.title;
    item.querySelector('.name').dir = 'auto';
    item.querySelector('.length').textContent = video.duration ? clock(video.duration) : '';
    link.dataset.meta = size(video.size);
    progress(link, seen);
    still(item.querySelector('.frame'), video.url, video.duration);
    return item;
}

function progress(link, seen) {
    const bar = link.querySelector('.seen');
    bar.hidden = !seen;
    if (seen) bar.firstElementChild.style.width = `${100 * seen.t / seen.duration}%`;
    link.querySelector('.meta').textContent =
        link.dataset.meta + (seen ? `  ·  ${clock(seen.duration - seen.t)} left` : '');
}

filter.addEventListener('input', select);

const end = new IntersectionObserver(([{isIntersecting}]) => {
    if (!isIntersecting || drawn >= matching.length) return;
    draw();
    end.unobserve(byId('more')); // asks anew: the end may still be near
    end.observe(byId('more'));
}, {rootMargin: '800px'});
end.observe(byId('more'));
