/** Files on their way up. A file is sent to the server when it is chosen; the message then names it by its id. */
import type { FileRef } from './protocol';
import type { System } from './system';

export interface Upload {
  key: string;
  name: string;
  size: number;
  percent: number;
  state: 'waiting' | 'running' | 'done' | 'failed';
  file: File;
  ref: FileRef | null;
}

export interface UploadSetup {
  system: System;
  url: string;
  /** Null until the server has said who we are. */
  token: () => string | null;
  changed: () => void;
}

export class Uploads {
  list: Upload[] = [];
  /** Addresses of the bytes here, so that one's own picture is seen before the server has it. */
  private readonly local = new Map<string, string>();
  private readonly requests = new Map<string, XMLHttpRequest>();

  constructor(private readonly setup: UploadSetup) {}

  add(file: File): void {
    const key = this.setup.system.newId();
    this.list = [
      ...this.list,
      { key, name: file.name || 'image.png', size: file.size, percent: 0, state: 'waiting', file, ref: null },
    ];
    this.go();
  }

  remove(key: string): void {
    this.requests.get(key)?.abort();
    this.requests.delete(key);
    this.list = this.list.filter((upload) => upload.key !== key);
    this.setup.changed();
  }

  retry(key: string): void {
    this.change(key, { state: 'waiting', percent: 0 });
    this.go();
  }

  /** Starts what waits; called again when the connection is there. */
  go(): void {
    const token = this.setup.token();
    for (const upload of this.list) {
      if (upload.state === 'waiting' && token) this.begin(upload, token);
    }
    this.setup.changed();
  }

  get busy(): boolean {
    return this.list.some((upload) => upload.state === 'waiting' || upload.state === 'running');
  }

  /** Takes what is up for a message. */
  take(): FileRef[] {
    const done = this.list.filter((upload) => upload.ref);
    this.list = this.list.filter((upload) => !upload.ref);
    return done.map((upload) => upload.ref as FileRef);
  }

  localUrl(id: string): string | undefined {
    return this.local.get(id);
  }

  private begin(upload: Upload, token: string): void {
    const { key, file } = upload;
    const request = new XMLHttpRequest();
    this.requests.set(key, request);
    this.change(key, { state: 'running' });
    request.open('POST', this.setup.url);
    request.setRequestHeader('Authorization', `Bearer ${token}`);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable)
        this.change(key, { percent: Math.floor((event.loaded / event.total) * 100) });
    };
    request.onload = () => this.finish(upload, request);
    request.onerror = () => this.change(key, { state: 'failed' });
    const form = new FormData();
    form.append('file', file, upload.name);
    request.send(form);
  }

  private finish(upload: Upload, request: XMLHttpRequest): void {
    this.requests.delete(upload.key);
    const ref = request.status >= 200 && request.status < 300 ? readRef(request.responseText) : null;
    if (!ref) {
      this.change(upload.key, { state: 'failed' });
      return;
    }
    if (isPicture(ref) || isSound(ref)) this.local.set(ref.id, URL.createObjectURL(upload.file));
    this.change(upload.key, { state: 'done', percent: 100, ref });
  }

  private change(key: string, change: Partial<Upload>): void {
    this.list = this.list.map((upload) => (upload.key === key ? { ...upload, ...change } : upload));
    this.setup.changed();
  }
}

function readRef(text: string): FileRef | null {
  try {
    const ref = JSON.parse(text) as FileRef;
    return typeof ref.id === 'string' ? ref : null;
  } catch {
    return null;
  }
}

/** Pictures a browser shows without running anything: SVG is none of them. */
export const isPicture = (file: { content_type: string }): boolean =>
  /^image\/(png|jpeg|gif|webp|avif)$/.test(file.content_type);

/** Voice notes are played in place. */
export const isSound = (file: { content_type: string }): boolean => /^audio\//.test(file.content_type);
