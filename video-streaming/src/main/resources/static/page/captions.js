// Captions: one track per language, and the choice that was made last.
import {keepPreference, preference} from './memory.js';

const choice = document.getElementById('captions');

export function offerCaptions(video, captions) {
    video.append(...captions.map(({language, label, url}) => {
        const track = document.createElement('track');
        return Object.assign(track, {kind: 'captions', srclang: language, label, src: url});
    }));
    choice.replaceChildren(new Option('Off', ''), ...captions.map(({label, language}) => new Option(label, language)));
    document.getElementById('captions-choice').hidden = !captions.length;
    apply(video, preference('captions', ''));
}

export function chooseCaptions(video, language) {
    keepPreference('captions', language);
    if (language) keepPreference('captions-before', language);
    apply(video, language);
}

/** Turns captions off, or on in the language chosen before, else in the browser's own, else in the first there is. */
export function toggleCaptions(video) {
    const there = [...video.textTracks].map(track => track.language);
    const liked = [preference('captions-before', ''), ...navigator.languages.flatMap(tag => [tag, tag.split('-')[0]])];
    const language = choice.value ? '' : liked.find(tag => there.includes(tag)) ?? there[0];
    if (language === undefined) return 'There are no captions.';
    chooseCaptions(video, language);
    return language ? `Captions: ${choice.selectedOptions[0].label}` : 'Captions off';
}

function apply(video, language) {
    for (const track of video.textTracks) track.mode = track.language === language ? 'showing' : 'disabled';
    choice.value = language;
    if (choice.selectedIndex < 0) choice.value = '';
    choice.parentElement.classList.toggle('on', choice.value !== '');
}
