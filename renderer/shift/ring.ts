import type { CallingClass } from '#domain/attention/attention';

/** A tone: its pitch in hertz, when it begins and how long it lasts in seconds. */
type Tone = readonly [pitch: number, at: number, long: number];

/** What rises is new, what repeats is for me, what falls is late: to be told apart without looking. */
const motifs: Readonly<Record<CallingClass, readonly Tone[]>> = {
  queued: [[523, 0, 0.12]],
  offered: [[659, 0, 0.1], [523, 0.12, 0.1], [659, 0.24, 0.1], [784, 0.36, 0.16]],
  assigned: [[523, 0, 0.1], [659, 0.12, 0.1], [784, 0.24, 0.16]],
  answered: [[659, 0, 0.1], [880, 0.12, 0.16]],
  woken: [[587, 0, 0.14], [784, 0.18, 0.2]],
  mentioned: [[784, 0, 0.08], [784, 0.12, 0.08], [988, 0.24, 0.14]],
  dueSoon: [[698, 0, 0.14], [698, 0.22, 0.14]],
  overdue: [[784, 0, 0.14], [587, 0.18, 0.14], [440, 0.36, 0.24]],
};

const volume = { soft: 0.12, loud: 0.4 } as const;
/** Tones begin and end within this, in seconds, so that nothing clicks. */
const edge = 0.015;

let context: AudioContext | null = null;

/** Plays the sound of a class; where the system gives no sound, nothing happens. */
export function ring(kind: CallingClass, isLoud: boolean): void {
  context ??= new AudioContext();
  const { currentTime, destination } = context;
  for (const [pitch, at, long] of motifs[kind]) {
    const tone = context.createOscillator();
    const gain = context.createGain();
    const begins = currentTime + at;
    tone.type = 'triangle';
    tone.frequency.value = pitch;
    gain.gain.setValueAtTime(0, begins);
    gain.gain.linearRampToValueAtTime(isLoud ? volume.loud : volume.soft, begins + edge);
    gain.gain.setValueAtTime(isLoud ? volume.loud : volume.soft, begins + long - edge);
    gain.gain.linearRampToValueAtTime(0, begins + long);
    tone.connect(gain).connect(destination);
    tone.start(begins);
    tone.stop(begins + long);
  }
}
