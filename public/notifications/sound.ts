const HZ = [660, 880];
const SECONDS = 0.18;
const LOUDNESS = 0.06;

let audio: AudioContext | undefined;

/** Two soft notes. Nothing is heard until the person has clicked or typed on the page: browsers ask for that. */
export function playSound(): void {
  audio ??= new AudioContext();
  const { currentTime, destination } = audio;
  for (const [i, frequency] of HZ.entries()) {
    const from = currentTime + i * SECONDS * 0.6;
    const [tone, volume] = [audio.createOscillator(), audio.createGain()];
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(0, from);
    volume.gain.linearRampToValueAtTime(LOUDNESS, from + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, from + SECONDS);
    tone.connect(volume).connect(destination);
    tone.start(from);
    tone.stop(from + SECONDS);
  }
}
