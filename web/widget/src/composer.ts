/** Where the visitor writes: text that grows, files by button, drop or paste. Enter sends, Shift+Enter breaks the line. */
import { h, icon, setAttribute, setText, show } from './dom';
import { type Language, type Say, fileSize, variantOf } from './say';
import type { Upload, Uploads } from './upload';
import { Voice, canRecord } from './voice';

export interface ComposerModel {
  placeholder: string;
  say: Say;
  language: Language;
  maxBytes: number;
  connected: boolean;
}

export interface ComposerActions {
  send(text: string): void;
  typing(on: boolean): void;
  keepDraft(text: string): void;
}

export class Composer {
  readonly element: HTMLElement;
  readonly text: HTMLTextAreaElement;
  private readonly chips = h('div', { class: 'chips', hidden: true });
  private readonly hint = h('p', { class: 'hint', role: 'alert', hidden: true });
  private readonly picker: HTMLInputElement;
  private readonly attach: HTMLButtonElement;
  private readonly go: HTMLButtonElement;
  private readonly voice: Voice | null;
  private readonly box: HTMLElement;
  private model: ComposerModel | null = null;
  private chipsDrawn = '';

  constructor(
    private readonly actions: ComposerActions,
    private readonly uploads: Uploads,
  ) {
    this.text = h('textarea', {
      rows: 1,
      dir: 'auto',
      enterkeyhint: 'send',
      autocomplete: 'off',
      oninput: () => this.typed(),
      onkeydown: (event: KeyboardEvent) => this.key(event),
      onpaste: (event: ClipboardEvent) => this.pasted(event),
      onblur: () => this.actions.typing(false),
    });
    this.picker = h('input', { type: 'file', multiple: true, hidden: true, onchange: () => this.picked() });
    this.attach = h('button', { type: 'button', onclick: () => this.picker.click() }, icon('clip'));
    this.go = h('button', { type: 'button', class: 'go', onclick: () => this.submit() }, icon('send'));
    this.voice = canRecord() ? this.makeVoice() : null;
    this.box = h('div', { class: 'box' }, this.attach, this.picker, this.text, this.voice?.button, this.go);
    this.element = h('div', { class: 'write' }, this.chips, this.box, this.voice?.bar, this.hint);
  }

  update(model: ComposerModel): void {
    this.model = model;
    const { say } = model;
    setAttribute(this.text, 'placeholder', model.placeholder);
    setAttribute(this.text, 'aria-label', model.placeholder);
    setAttribute(this.attach, 'aria-label', say('attach'));
    setAttribute(this.attach, 'title', say('attach'));
    setAttribute(this.go, 'aria-label', say('send'));
    setAttribute(this.go, 'title', say('send'));
    this.voice?.update(say);
    this.drawChips(model);
    setAttribute(this.go, 'aria-disabled', this.ready ? null : 'true');
  }

  private makeVoice(): Voice {
    return new Voice(
      (file) => this.addFiles([file]),
      () => this.warn(this.model?.say('voice_refused') ?? ''),
      (recording) => show(this.box, !recording),
    );
  }

  setDraft(text: string): void {
    this.text.value = text;
    this.grow();
  }

  addFiles(files: Iterable<File>): void {
    const { model } = this;
    if (!model) return;
    for (const file of files) {
      if (file.size > model.maxBytes) {
        const limit = fileSize(model.maxBytes, variantOf(model.language));
        this.warn(model.say('file_too_large', { name: file.name, limit }));
      } else this.uploads.add(file);
    }
    this.text.focus();
  }

  private get ready(): boolean {
    const done = this.uploads.list.some((upload) => upload.ref);
    return !this.uploads.busy && (done || this.text.value.trim() !== '');
  }

  private typed(): void {
    this.grow();
    this.warn('');
    this.actions.keepDraft(this.text.value);
    this.actions.typing(this.text.value.trim() !== '');
    setAttribute(this.go, 'aria-disabled', this.ready ? null : 'true');
  }

  private key(event: KeyboardEvent): void {
    // While a word is being composed (Chinese, accents on some keyboards) Enter chooses it.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.submit();
  }

  private submit(): void {
    if (!this.ready) return;
    const text = this.text.value.trim();
    this.setDraft('');
    this.actions.keepDraft('');
    this.actions.typing(false);
    this.actions.send(text);
    this.text.focus();
  }

  private pasted(event: ClipboardEvent): void {
    const files = Array.from(event.clipboardData?.files ?? []);
    if (files.length === 0) return;
    event.preventDefault();
    this.addFiles(files);
  }

  private picked(): void {
    this.addFiles(Array.from(this.picker.files ?? []));
    this.picker.value = '';
  }

  private grow(): void {
    this.text.style.setProperty('height', 'auto');
    this.text.style.setProperty('height', `${Math.max(this.text.scrollHeight, 40)}px`);
  }

  private warn(text: string): void {
    setText(this.hint, text);
    show(this.hint, text !== '');
  }

  private drawChips(model: ComposerModel): void {
    const { list } = this.uploads;
    const looks = JSON.stringify([list, model.connected, model.language]);
    if (looks === this.chipsDrawn) return;
    this.chipsDrawn = looks;
    show(this.chips, list.length > 0);
    this.chips.replaceChildren(...list.map((upload) => this.chip(upload, model)));
  }

  private chip(upload: Upload, { say, connected, language }: ComposerModel): HTMLElement {
    const { name, percent, state, key } = upload;
    const failed = state === 'failed';
    const texts = {
      waiting: connected ? name : `${name} · ${say('upload_wait')}`,
      running: say('uploading', { name, percent }),
      done: `${name} · ${fileSize(upload.size, variantOf(language))}`,
      failed: say('upload_failed', { name }),
    };
    const retry = { class: 'text-button', type: 'button', onclick: () => this.uploads.retry(key) };
    const remove = {
      type: 'button',
      'aria-label': say('remove_file', { name }),
      onclick: () => this.uploads.remove(key),
    };
    return h(
      'div',
      { class: failed ? 'chip bad' : 'chip' },
      h('span', {}, texts[state]),
      failed && h('button', retry, say('retry')),
      h('button', remove, icon('cross')),
    );
  }
}
