/** The sound and its picture: wavesurfer over an audio element that fetches nothing until it is played. */
import { useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import WaveSurfer from 'wavesurfer.js';
import { soundOf, type Recording } from './questions';
import { beyond, channels, silences } from './sound';

export const SPEEDS = [0.75, 1, 1.25, 1.5, 2] as const;
const HEIGHT = 44;

export interface Sound {
  at: number;
  playing: boolean;
  failed: boolean;
  speed: number;
  skips: boolean;
  toggle: () => void;
  seek: (ms: number) => void;
  setSpeed: (speed: number) => void;
  setSkips: (skips: boolean) => void;
}

const colour = (element: HTMLElement, name: string): string =>
  getComputedStyle(element).getPropertyValue(name).trim();

/** Draws into `box`; positions are milliseconds. */
export function useSound(box: RefObject<HTMLDivElement | null>, recording: Recording, from: number): Sound {
  const wave = useRef<WaveSurfer | null>(null);
  const [at, setAt] = useState(from);
  const [playing, setPlaying] = useState(false);
  const [failed, setFailed] = useState(false);
  const [speed, setSpeed] = useState(1);
  const [skips, setSkips] = useState(false);
  const quiet = useMemo(
    () => [
      ...silences(recording.peaks, recording.peak_ms),
      ...recording.gaps.map((one) => ({ from: one.start_ms, to: one.end_ms })),
    ],
    [recording],
  );
  const skipping = useRef<typeof quiet>([]);
  useEffect(() => {
    skipping.current = skips ? quiet : [];
  }, [skips, quiet]);
  const { id, duration_ms: length, peaks } = recording;
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const media = new Audio();
    media.preload = peaks.length > 0 ? 'none' : 'metadata';
    const lane = (name: string) => ({
      height: HEIGHT,
      waveColor: colour(element, '--line-strong'),
      progressColor: colour(element, name),
    });
    const made = WaveSurfer.create({
      container: element,
      media,
      url: soundOf(id),
      height: HEIGHT,
      cursorColor: colour(element, '--text'),
      normalize: true,
      dragToSeek: true,
      splitChannels: [lane('--info'), lane('--accent')],
      ...(peaks.length > 0 ? { peaks: channels(peaks), duration: length / 1000 } : {}),
    });
    wave.current = made;
    const unlisten = [
      made.on('timeupdate', (seconds) => {
        const now = seconds * 1000;
        setAt(now);
        const next = made.isPlaying() ? beyond(now, skipping.current) : null;
        if (next !== null) made.setTime(next / 1000);
      }),
      made.on('play', () => setPlaying(true)),
      made.on('pause', () => setPlaying(false)),
      made.on('error', () => setFailed(true)),
      made.on('ready', () => {
        setFailed(false);
        if (from > 0) made.setTime(from / 1000);
      }),
    ];
    return () => {
      unlisten.forEach((stop) => stop());
      made.destroy();
      media.removeAttribute('src');
      wave.current = null;
    };
  }, [box, id, length, peaks, from]);
  useEffect(() => wave.current?.setPlaybackRate(speed, true), [speed, playing]);
  return {
    at,
    playing,
    failed,
    speed,
    skips,
    toggle: () => void wave.current?.playPause().catch(() => setFailed(true)),
    seek: (ms) => {
      const to = Math.max(0, Math.min(length, ms));
      wave.current?.setTime(to / 1000);
      setAt(to);
    },
    setSpeed,
    setSkips,
  };
}
