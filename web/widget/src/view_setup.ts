/** What the screen is given, and what can be done on it. */
import type { Who } from './forms';
import type { Link } from './link';
import type { Choice, Config, FileRef } from './protocol';
import type { System } from './system';
import type { Uploads } from './upload';

export interface ViewSetup {
  base: string;
  endpoint: string;
  config: Config;
  link: Link;
  uploads: Uploads;
  system: System;
  lasting: boolean;
  /** A call is on the screen already. */
  calling(): boolean;
  actions: ViewActions;
}

export interface ViewActions {
  close(): void;
  switchLanguage(): void;
  send(text: string): void;
  choose(choice: Choice): void;
  call(video: boolean): void;
  nearCall(): void;
  sendForm(who: Who, text: string): void;
  introduce(who: Who): void;
  retryForm(): void;
  typing(on: boolean): void;
  keepDraft(text: string): void;
  read(): void;
  fileUrl(file: FileRef): string | undefined;
  /** What the visitor has told about himself. */
  who(): Who | null;
}
