// Short tones, so that a cashier who looks at the bottles hears that a scan did not take.
let audio = null;
const tones = { unknown: [[440, 0], [311, .14]], refused: [[311, 0]], ticket: [[659, 0], [880, .16], [659, .32]] };

export function sound(name) {
  if (!tones[name]) return;
  document.dispatchEvent(new CustomEvent("till:sound", { detail: name }));
  audio ??= new AudioContext();
  for (const [hertz, at] of tones[name]) {
    const tone = new OscillatorNode(audio, { type: "square", frequency: hertz });
    const volume = new GainNode(audio, { gain: .08 });
    tone.connect(volume).connect(audio.destination);
    tone.start(audio.currentTime + at);
    tone.stop(audio.currentTime + at + .12);
  }
}

/** Whether a tone would be heard: browsers keep a page silent until somebody touches it. */
export const soundReady = () => audio?.state === "running";

/** To be called from a touch or a key. */
export function wakeSound() {
  audio ??= new AudioContext();
  return audio.resume();
}
