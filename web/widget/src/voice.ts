/** A voice note: recorded in the browser, then a file like any other. Nothing leaves before the visitor sends it. */
import { h, icon, setAttribute, setText, show } from './dom';
import type { Say } from './say';

const LONGEST_MS = 300_000;
/** What browsers record and every desk plays; the first one this browser knows. */
const KINDS = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4'] as const;

export const canRecord = (): boolean =>
  typeof MediaRecorder === 'function' && Boolean(navigator.mediaDevices?.getUserMedia);

export class Voice {
  /** The microphone, beside the field. */
  readonly button: HTMLButtonElement;
  /** In place of the field while it records. */
  readonly bar: HTMLElement;
  private readonly clock = h('span', { role: 'timer' });
  private readonly stop: HTMLButtonElement;
  private readonly discard: HTMLButtonElement;
  private recorder: MediaRecorder | null = null;
  private parts: Blob[] = [];
  private wanted = false;
  private ticking = 0;
  private say: Say | null = null;

  constructor(
    private readonly done: (file: File) => void,
    private readonly failed: () => void,
    private readonly changed: (recording: boolean) => void,
  ) {
    this.button = h('button', { type: 'button', onclick: () => void this.begin() }, icon('mic'));
    this.stop = h('button', { class: 'main-button', type: 'button', onclick: () => this.end(true) });
    this.discard = h('button', { class: 'quiet-button', type: 'button', onclick: () => this.end(false) });
    this.bar = h('div', { class: 'voice', role: 'group', hidden: true }, this.clock, this.stop, this.discard);
  }

  update(say: Say): void {
    this.say = say;
    for (const name of ['aria-label', 'title']) setAttribute(this.button, name, say('voice'));
    setAttribute(this.bar, 'aria-label', say('voice'));
    setText(this.stop, say('voice_stop'));
    setText(this.discard, say('discard'));
  }

  private async begin(): Promise<void> {
    if (this.recorder) return;
    let stream: MediaStream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      this.failed();
      return;
    }
    const mimeType = KINDS.find((kind) => MediaRecorder.isTypeSupported(kind));
    const recorder = new MediaRecorder(stream, mimeType ? { mimeType } : {});
    this.recorder = recorder;
    this.parts = [];
    recorder.ondataavailable = (event) => this.parts.push(event.data);
    recorder.onstop = () => this.finish(recorder, stream);
    recorder.start(1000);
    const began = performance.now();
    this.tell(0);
    this.ticking = window.setInterval(() => {
      const passed = performance.now() - began;
      this.tell(passed);
      if (passed >= LONGEST_MS) this.end(true);
    }, 500);
    this.shown(true);
    this.stop.focus();
  }

  private end(keep: boolean): void {
    this.wanted = keep;
    this.recorder?.stop();
  }

  private finish(recorder: MediaRecorder, stream: MediaStream): void {
    window.clearInterval(this.ticking);
    stream.getTracks().forEach((track) => track.stop());
    this.recorder = null;
    this.shown(false);
    this.button.focus();
    const type = recorder.mimeType.split(';')[0] || 'audio/webm';
    const ending = type.split('/')[1] ?? 'webm';
    const name = `${this.say?.('voice_file') ?? 'voice'}.${ending}`;
    if (this.wanted && this.parts.length > 0) this.done(new File(this.parts, name, { type }));
  }

  private tell(passed: number): void {
    const seconds = Math.floor(passed / 1000);
    const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    setText(this.clock, this.say?.('voice_recording', { time }) ?? time);
  }

  private shown(recording: boolean): void {
    show(this.bar, recording);
    this.changed(recording);
  }
}
