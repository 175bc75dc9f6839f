// Short tones, so that a cashier who looks at the bottles hears that a scan did not take.
let audio = null;
const tones = { unknown: [[440, 0], [311, .14]], refused: [[311, 0]] };

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
