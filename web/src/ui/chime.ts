/** Soft notes, made here: no file to fetch. Silent where the browser allows no sound before the first click. */
const TUNES = { rise: [659.3, 880], tap: [784], drop: [587.3, 493.9] } as const;
const LENGTH = 0.32;
const LOUD = 0.12;

export type Sound = keyof typeof TUNES;

let context: AudioContext | undefined;

/** By the loudspeaker named, where the browser lets one choose. */
export function chime(sound: Sound = 'rise', speaker = ''): void {
  context ??= new AudioContext();
  const audio = context as AudioContext & { setSinkId?: (id: string) => Promise<void> };
  if (speaker) void audio.setSinkId?.(speaker).catch(() => undefined);
  if (audio.state === 'suspended') void audio.resume().catch(() => undefined);
  TUNES[sound].forEach((frequency, index) => {
    const start = audio.currentTime + index * 0.17;
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(LOUD, start + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, start + LENGTH);
    tone.connect(volume).connect(audio.destination);
    tone.start(start);
    tone.stop(start + LENGTH);
  });
}
