/** Which picture is large, and how large. Pure. */
import type { Seen } from '../line/phone';

export interface Shown {
  key: string;
  kind: 'camera' | 'screen' | 'own';
  leg: string;
  stream: MediaStream;
}

/** Others first, then what I show myself. */
export function shownOf(pictures: readonly Seen[], own: MediaStreamTrack | null): Shown[] {
  const others = pictures.map(({ leg, kind, stream }): Shown => ({
    key: `${leg} ${kind}`,
    kind,
    leg,
    stream,
  }));
  const mine: Shown[] = own ? [{ key: 'own', kind: 'own', leg: '', stream: new MediaStream([own]) }] : [];
  return [...others, ...mine];
}

/** The one that was chosen, while it is there; else a screen before a face, and a face before one's own. */
export function largeOf(shown: readonly Pick<Shown, 'key' | 'kind'>[], chosen: string): string {
  if (shown.some(({ key }) => key === chosen)) return chosen;
  for (const kind of ['screen', 'camera', 'own'] as const) {
    const found = shown.find((one) => one.kind === kind);
    if (found) return found.key;
  }
  return '';
}

export const ZOOMS = [1, 1.5, 2, 3] as const;

export function zoomed(zoom: number, step: 1 | -1): number {
  const at = ZOOMS.findIndex((one) => one === zoom);
  return ZOOMS[Math.min(ZOOMS.length - 1, Math.max(0, at + step))] ?? 1;
}
