/** A short soft tone for a new message, made on the spot: no audio file to load, none to allow in the policy. */
const QUIET_MS = 1500;
const NOTES = [
  { hertz: 659.25, at: 0 },
  { hertz: 987.77, at: 0.11 },
];

let context: AudioContext | null = null;
let lastPlayed = -Infinity;

/** Browsers let a page make sound only after a gesture: call this from one. */
export function allowSound(): void {
  try {
    context ??= new AudioContext();
    if (context.state === "suspended") void context.resume();
  } catch {
    // No audio device: the widget stays silent.
  }
}

export function playNewMessage(): void {
  const now = performance.now();
  if (context?.state !== "running" || now - lastPlayed < QUIET_MS) return;
  lastPlayed = now;
  for (const { hertz, at } of NOTES) tone(context, hertz, context.currentTime + at);
}

function tone(audio: AudioContext, hertz: number, at: number): void {
  const oscillator = audio.createOscillator();
  const volume = audio.createGain();
  oscillator.type = "sine";
  oscillator.frequency.value = hertz;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(0.09, at + 0.015);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.4);
  oscillator.connect(volume).connect(audio.destination);
  oscillator.start(at);
  oscillator.stop(at + 0.42);
}
