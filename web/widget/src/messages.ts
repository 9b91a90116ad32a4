/** The list of messages: rows are kept and changed in place, so that reading, selecting and focus are not disturbed. */
import { choices, source } from './choices';
import { h, icon, setAttribute, setText, show } from './dom';
import type { Choice, FileRef } from './protocol';
import { type Language, type Say, fileSize, variantOf } from './say';
import { pieces } from './text';
import type { MessageRow, Progress, Row } from './timeline';
import { isPicture, isSound } from './upload';

export interface ListActions {
  retry(client_id: string): void;
  discard(client_id: string): void;
  choose(choice: Choice): void;
  /** Where a file can be had; undefined when nowhere yet. */
  fileUrl(file: FileRef): string | undefined;
}

export interface ListModel {
  rows: readonly Row[];
  greeting: string;
  team: string;
  typing: string | null;
  say: Say;
  language: Language;
  now: number;
}

const AT_END = 60;

export class MessageList {
  readonly element: HTMLElement;
  private readonly scroll: HTMLElement;
  private readonly list = h('ol', { class: 'list' });
  private readonly typing = h('div', { class: 'typing', hidden: true, 'aria-hidden': 'true' });
  private readonly typingText = h('span');
  private readonly newer: HTMLButtonElement;
  private readonly newerText = h('span');
  private readonly drawn = new Map<string, { element: HTMLLIElement; looks: string }>();
  private lastKey = '';

  constructor(
    private readonly actions: ListActions,
    private readonly onRead: () => void,
  ) {
    this.typing.append(h('i', {}, h('b')), this.typingText);
    this.scroll = h(
      'div',
      { class: 'scroll', tabindex: 0, role: 'region', onscroll: () => this.scrolled() },
      this.list,
      this.typing,
    );
    this.newer = h('button', { class: 'newer', type: 'button', hidden: true, onclick: () => this.toEnd() });
    this.newer.append(icon('down'), this.newerText);
    this.element = h('div', { class: 'main' }, this.scroll, this.newer);
  }

  get atEnd(): boolean {
    const { scrollHeight, scrollTop, clientHeight } = this.scroll;
    return scrollHeight - scrollTop - clientHeight < AT_END;
  }

  update(model: ListModel): void {
    const { say, typing } = model;
    const stay = !this.atEnd;
    setAttribute(this.scroll, 'aria-label', say('messages'));
    this.reconcile(model);
    show(this.typing, typing !== null);
    if (typing !== null) setText(this.typingText, say('typing', { name: typing || model.team }));
    setText(this.newerText, say('new_messages'));
    const last = model.rows[model.rows.length - 1];
    const news = last !== undefined && last.key !== this.lastKey;
    this.lastKey = last?.key ?? '';
    const own = news && last.type === 'message' && last.from === 'customer';
    if (!stay || own) this.toEnd();
    else if (news) show(this.newer, true);
  }

  toEnd(): void {
    this.scroll.scrollTop = this.scroll.scrollHeight;
    show(this.newer, false);
  }

  private scrolled(): void {
    if (!this.atEnd) return;
    show(this.newer, false);
    this.onRead();
  }

  private reconcile(model: ListModel): void {
    const rows: { key: string; looks: string; draw: () => HTMLLIElement }[] = [
      { key: 'greeting', looks: model.greeting + model.team, draw: () => greeting(model) },
      ...model.rows.map((row) => ({
        key: row.key,
        looks: JSON.stringify([row, this.urls(row), model.language, this.dayName(row, model)]),
        draw: () => this.draw(row, model),
      })),
    ];
    const wanted = new Set(rows.map((row) => row.key));
    for (const [key, { element }] of this.drawn) {
      if (wanted.has(key)) continue;
      element.remove();
      this.drawn.delete(key);
    }
    rows.forEach((row, index) => this.place(row, index));
    for (const row of model.rows) if (row.type === 'message') row.files.forEach((file) => this.renew(file));
  }

  private place(row: { key: string; looks: string; draw: () => HTMLLIElement }, index: number): void {
    const known = this.drawn.get(row.key);
    const there = this.list.children[index] ?? null;
    if (known?.looks === row.looks) {
      if (there !== known.element) this.list.insertBefore(known.element, there);
      return;
    }
    const element = row.draw();
    if (known) known.element.replaceWith(element);
    if (this.list.children[index] !== element)
      this.list.insertBefore(element, this.list.children[index] ?? null);
    this.drawn.set(row.key, { element, looks: row.looks });
  }

  /** A new address of the same file: the link gets it, the picture stays as it is. */
  private renew(file: FileRef): void {
    const url = this.actions.fileUrl(file);
    const link = this.list.querySelector(`a[data-file="${CSS.escape(file.id)}"]`);
    if (url && link) setAttribute(link, 'href', url);
  }

  private urls(row: Row): unknown {
    return row.type === 'message' ? row.files.map((file) => this.actions.fileUrl(file)?.split('?')[0]) : null;
  }

  private dayName(row: Row, model: ListModel): string {
    return row.type === 'day' ? dayName(row.at, model) : '';
  }

  private draw(row: Row, model: ListModel): HTMLLIElement {
    if (row.type === 'day') return h('li', { class: 'day' }, dayName(row.at, model));
    if (row.type === 'system') return h('li', { class: 'system' }, ...linked(row.text));
    return this.message(row, model);
  }

  private message(row: MessageRow, model: ListModel): HTMLLIElement {
    const { say } = model;
    const own = row.from === 'customer';
    const machine = row.from === 'assistant' ? say('assistant') : '';
    const author = own ? say('you') : machine || row.name || model.team;
    const looks = ['row', own && 'own', row.first && 'first', row.last && 'last', tone(row.progress)];
    const name = h('p', { class: own || !row.first ? 'unseen' : 'name' }, author);
    return h(
      'li',
      { class: looks.filter(Boolean).join(' ') },
      name,
      row.text ? h('div', { class: 'bubble', dir: 'auto' }, ...linked(row.text)) : null,
      row.files.length > 0
        ? h('div', { class: 'files' }, ...row.files.map((file) => this.file(file, model)))
        : null,
      source(row, say),
      choices(row, say, (choice) => this.actions.choose(choice)),
      this.meta(row, model),
    );
  }

  private meta(row: MessageRow, model: ListModel): HTMLElement | null {
    const { say } = model;
    if (!row.last && row.progress === null) return null;
    if (row.progress === 'refused') return this.refusal(row, say);
    const time = new Date(row.at).toLocaleTimeString(variantOf(model.language), {
      hour: '2-digit',
      minute: '2-digit',
    });
    const state = row.progress ? progressText(row, say) : '';
    const stored = row.progress === null || ['sent', 'delivered', 'read'].includes(row.progress);
    const text = [stored ? time : '', state].filter(Boolean).join(' · ');
    return h('p', { class: row.progress === 'put off' ? 'meta bad' : 'meta' }, text);
  }

  private refusal(row: MessageRow, say: Say): HTMLElement {
    const text = row.reason ? say('not_sent', { reason: row.reason }) : say('not_sent_plain');
    const button = (label: string, action: () => void): HTMLElement =>
      h('button', { class: 'text-button', type: 'button', onclick: action }, label);
    return h(
      'div',
      { class: 'meta bad' },
      h('span', { class: 'why' }, icon('alert'), h('span', {}, text)),
      button(say('retry'), () => this.actions.retry(row.client_id)),
      button(say('discard'), () => this.actions.discard(row.client_id)),
    );
  }

  private file(file: FileRef, model: ListModel): HTMLElement {
    const url = this.actions.fileUrl(file);
    if (url && isSound(file)) return sound(file, url, model);
    if (!url || !isPicture(file)) return fileChip(file, url, model);
    const image = h('img', {
      src: url,
      alt: model.say('image', { name: file.name }),
      loading: 'lazy',
      decoding: 'async',
    });
    const frame = h(
      'a',
      { class: 'picture', 'data-file': file.id, href: url, target: '_blank', rel: 'noopener' },
      image,
    );
    const stick = this.atEnd;
    image.addEventListener('load', () => {
      if (stick) this.toEnd();
    });
    // The host page's policy may forbid pictures from elsewhere: then it is a file as any other.
    image.addEventListener('error', () => frame.replaceWith(fileChip(file, url, model)));
    return frame;
  }
}

function greeting(model: ListModel): HTMLLIElement {
  return h(
    'li',
    { class: 'row first last' },
    h('p', { class: 'name' }, model.team),
    h('div', { class: 'bubble', dir: 'auto' }, ...linked(model.greeting)),
  );
}

/** The host page's policy may forbid sound from elsewhere: then it is a file as any other. */
function sound(file: FileRef, url: string, model: ListModel): HTMLElement {
  const player = h('audio', {
    src: url,
    controls: true,
    preload: 'metadata',
    'data-file': file.id,
    'aria-label': file.name,
  });
  player.addEventListener('error', () => player.replaceWith(fileChip(file, url, model)));
  return player;
}

function fileChip(file: FileRef, url: string | undefined, { say, language }: ListModel): HTMLElement {
  const face = [
    icon('file'),
    h('span', {}, h('b', {}, file.name), h('small', {}, fileSize(file.size, variantOf(language)))),
  ];
  if (!url) return h('div', { class: 'file' }, ...face);
  const label = say('download', { name: file.name });
  return h(
    'a',
    {
      class: 'file',
      'data-file': file.id,
      href: url,
      target: '_blank',
      rel: 'noopener',
      download: file.name,
      title: label,
    },
    ...face,
  );
}

function linked(text: string): Node[] {
  return pieces(text).map((piece) => {
    if (!piece.href) return document.createTextNode(piece.text);
    return h('a', { href: piece.href, target: '_blank', rel: 'noopener noreferrer nofollow' }, piece.text);
  });
}

function tone(progress: Progress | null): string {
  if (progress === 'refused') return 'refused';
  return progress === 'kept' || progress === 'put off' ? 'waits' : '';
}

function progressText(row: MessageRow, say: Say): string {
  switch (row.progress) {
    case 'kept':
      return say('waiting_network');
    case 'put off':
      return say('put_off', { reason: row.reason });
    case 'sending':
    case 'sent':
    case 'delivered':
    case 'read':
      return say(row.progress);
    default:
      return '';
  }
}

export function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

function dayName(at: number, { say, language, now }: ListModel): string {
  const days = Math.round((startOfDay(now) - startOfDay(at)) / 86_400_000);
  if (days === 0) return say('today');
  if (days === 1) return say('yesterday');
  const year = new Date(at).getFullYear() === new Date(now).getFullYear() ? undefined : 'numeric';
  return new Date(at).toLocaleDateString(variantOf(language), {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year,
  });
}
