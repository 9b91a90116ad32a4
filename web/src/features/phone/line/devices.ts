/** Microphones, loudspeakers and cameras: which there are, which a person chose, and what is wrong when one cannot be had. */

const CHOSEN = 'atiende.devices';

export interface Chosen {
  microphone: string;
  speaker: string;
  camera: string;
}

/** They belong to this computer, not to the person. */
export function chosen(): Chosen {
  const kept = JSON.parse(localStorage.getItem(CHOSEN) ?? '{}') as Partial<Chosen>;
  return { microphone: '', speaker: '', camera: '', ...kept };
}

export const choose = (more: Partial<Chosen>): void =>
  localStorage.setItem(CHOSEN, JSON.stringify({ ...chosen(), ...more }));

/** A name of what is wrong; its words are under `problem.` of the namespace. */
export type Trouble = 'none' | 'denied' | 'in_use' | 'insecure' | 'unknown';

export function troubleOf(error: unknown): Trouble {
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'none';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  if (name === 'NotReadableError' || name === 'AbortError') return 'in_use';
  return name === 'NoDevicesError' ? 'insecure' : 'unknown';
}

/** Pages that came over plain HTTP from elsewhere get no microphone at all. */
class NoDevicesError extends Error {
  override name = 'NoDevicesError';
}

function source(): MediaDevices {
  const found = (navigator as { mediaDevices?: MediaDevices }).mediaDevices;
  if (!found) throw new NoDevicesError();
  return found;
}

const VOICE = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
  channelCount: 1,
} as const;

/** The chosen one; any, when that one is not plugged in. */
async function opened(
  kind: 'audio' | 'video',
  id: string,
  more: MediaTrackConstraints,
): Promise<MediaStreamTrack> {
  const ask = async (constraints: MediaTrackConstraints) =>
    (await source().getUserMedia({ [kind]: constraints })).getTracks()[0];
  let track: MediaStreamTrack | undefined;
  try {
    track = await ask(id ? { ...more, deviceId: { exact: id } } : more);
  } catch (error) {
    if (!id || troubleOf(error) !== 'none') throw error;
    track = await ask(more);
  }
  if (!track) throw new NoDevicesError();
  return track;
}

export const openMicrophone = (): Promise<MediaStreamTrack> => opened('audio', chosen().microphone, VOICE);

export const openCamera = (): Promise<MediaStreamTrack> =>
  opened('video', chosen().camera, {
    width: { ideal: 1280 },
    height: { ideal: 720 },
    frameRate: { max: 30 },
  });

export async function openScreen(): Promise<MediaStreamTrack> {
  const track = (
    await source().getDisplayMedia({ video: { frameRate: { max: 15 } }, audio: false })
  ).getTracks()[0];
  if (!track) throw new NoDevicesError();
  return track;
}

export interface Device {
  id: string;
  name: string;
}

export interface Devices {
  microphones: Device[];
  speakers: Device[];
  cameras: Device[];
}

export const NO_DEVICES: Devices = { microphones: [], speakers: [], cameras: [] };

export async function devices(): Promise<Devices> {
  const found = await source().enumerateDevices();
  const of = (kind: MediaDeviceKind): Device[] =>
    found
      .filter((one) => one.kind === kind && one.deviceId !== '' && one.deviceId !== 'communications')
      .map((one, index) => ({ id: one.deviceId, name: one.label || String(index + 1) }));
  return { microphones: of('audioinput'), speakers: of('audiooutput'), cameras: of('videoinput') };
}

/** How many there are; none where the page may not know of any. */
export async function microphones(): Promise<number> {
  const found = (navigator as { mediaDevices?: MediaDevices }).mediaDevices;
  const all = (await found?.enumerateDevices().catch(() => [])) ?? [];
  return all.filter((one) => one.kind === 'audioinput').length;
}

export function onDevices(act: () => void): () => void {
  const found = (navigator as { mediaDevices?: MediaDevices }).mediaDevices;
  found?.addEventListener('devicechange', act);
  return () => found?.removeEventListener('devicechange', act);
}

/** Whether it was already allowed here; `prompt`: the browser will ask. */
export async function allowed(): Promise<'granted' | 'denied' | 'prompt'> {
  try {
    return (await navigator.permissions.query({ name: 'microphone' as PermissionName })).state;
  } catch {
    return 'prompt';
  }
}

/** How loud a track is now, 0 to 1. */
export function meter(track: MediaStreamTrack): { level: () => number; stop: () => void } {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 512;
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    level: () => {
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, one) => sum + one * one, 0) / samples.length;
      // From -60 dB, a quiet room, to -10 dB, somebody speaking up.
      return Math.min(1, Math.max(0, (10 * Math.log10(power + 1e-9) + 60) / 50));
    },
    stop: () => void context.close(),
  };
}
