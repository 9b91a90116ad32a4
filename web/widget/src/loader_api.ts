/** Between the loader, the chat and the host page. */
import type { Launcher } from './launcher';
import type { Config, Identity } from './protocol';
import type { Language } from './say';

/** What the loader hands to the chat. */
export interface Base {
  /** Address of the installation, with a slash at the end. */
  base: string;
  endpoint: string;
  nonce: string;
  config: Config;
  launcher: Launcher;
  language: Language;
  identity: Identity | null;
}

export interface Chat {
  open(): void;
  close(): void;
  toggle(): void;
  identify(identity: Identity | null): void;
  setLanguage(language: Language): void;
}

/** `window.atiende` for the host page. */
export interface PublicApi {
  open(): void;
  close(): void;
  identify(identity: Identity | null): void;
  setLanguage(language: string): void;
  /** For app.js. */
  boot?: (start: (base: Base) => Chat) => void;
  /** The page may say who its visitor is before the loader is there. */
  identity?: Identity | null;
}

declare global {
  interface Window {
    atiende?: PublicApi;
  }
}
