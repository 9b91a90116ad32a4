/** Who is seen: a shared screen large, else whoever talks with him; the others small, and himself in the corner. */
import { h, setAttribute, show } from '../dom';
import type { Person } from './frames';
import type { Picture } from './phone';
import type { CallSay } from './texts';

interface Tile {
  figure: HTMLElement;
  video: HTMLVideoElement;
  label: HTMLElement;
}

export interface StageModel {
  pictures: Picture[];
  own: MediaStream | null;
  people: readonly Person[];
  say: CallSay;
}

export class Stage {
  readonly element = h('div', { class: 'stage', hidden: true });
  private readonly tiles = new Map<string, Tile>();

  update({ pictures, own, people, say }: StageModel): void {
    const wanted = new Map<string, { stream: MediaStream; name: string; kind: string }>();
    for (const one of pictures) {
      const who = nameOf(
        people.find(({ leg }) => leg === one.leg),
        say,
      );
      const name = say(one.kind === 'screen' ? 'person_screen' : 'person_camera', { name: who });
      wanted.set(`${one.leg} ${one.kind}`, { stream: one.stream, name, kind: one.kind });
    }
    if (own) wanted.set('own', { stream: own, name: say('you'), kind: 'own' });
    for (const [key, tile] of this.tiles) {
      if (wanted.has(key)) continue;
      tile.figure.remove();
      this.tiles.delete(key);
    }
    const large = largest([...wanted].map(([key, { kind }]) => [key, kind]));
    for (const [key, { stream, name, kind }] of wanted) {
      const tile = this.tile(key);
      attach(tile.video, stream);
      tile.label.textContent = name;
      setAttribute(tile.video, 'aria-label', name);
      setAttribute(tile.figure, 'class', `tile ${kind}${key === large ? ' large' : ''}`);
    }
    show(this.element, wanted.size > 0);
  }

  private tile(key: string): Tile {
    const known = this.tiles.get(key);
    if (known) return known;
    const video = h('video', { autoplay: true, playsinline: true, muted: true });
    video.muted = true;
    const label = h('figcaption');
    const figure = h('figure', { class: 'tile' }, video, label);
    const made = { figure, video, label };
    this.tiles.set(key, made);
    this.element.append(figure);
    return made;
  }
}

/** A screen before a face, a face before one's own. */
export function largest(kinds: readonly (readonly [string, string])[]): string {
  for (const kind of ['screen', 'camera', 'own']) {
    const found = kinds.find(([, one]) => one === kind);
    if (found) return found[0];
  }
  return '';
}

export function nameOf(person: Person | undefined, say: CallSay): string {
  if (person?.name) return person.name;
  const role = person?.role ?? 'agent';
  return say(role === 'guest' || role === 'customer' || role === 'external' ? role : 'agent');
}

/** The same tracks are not shown anew: that would flicker. */
function attach(video: HTMLVideoElement, stream: MediaStream): void {
  const before = video.srcObject instanceof MediaStream ? video.srcObject.getTracks() : [];
  const now = stream.getTracks();
  if (before.length === now.length && before.every((one, index) => one === now[index])) return;
  video.srcObject = stream;
  void video.play().catch(() => undefined);
}
