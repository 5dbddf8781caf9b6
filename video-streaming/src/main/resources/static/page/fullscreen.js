// In full screen the controls lie on the picture, and leave it while nobody touches anything.

const stage = document.getElementById('stage');
const REST = 2500;
let resting;

function wake() {
    stage.classList.remove('resting');
    clearTimeout(resting);
    if (document.fullscreenElement === stage) resting = setTimeout(() => stage.classList.add('resting'), REST);
}

for (const name of ['pointermove', 'pointerdown', 'keydown', 'focusin', 'fullscreenchange']) document.addEventListener(name, wake);
document.addEventListener('fullscreenchange', () => {
    document.getElementById('full').ariaLabel = document.fullscreenElement ? 'Leave full screen' : 'Full screen';
});
