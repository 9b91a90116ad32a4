/**
 * `widget.js`: what every page of the host site loads. It waits until the page is idle, asks for the endpoint's settings,
 * draws the launcher, and fetches the chat itself (`widget/app.js`) when somebody comes near it or a chat is going on. It
 * sends no cookie and stores nothing.
 */
import { drawLauncher } from './launcher';
import type { Base, Chat, PublicApi } from './loader_api';
import type { Config, Identity } from './protocol';
import { type Language, chooseLanguage } from './say';
import { browserStorage, shelfPrefix } from './shelf';

const RETRIES_MS = [5_000, 20_000, 60_000, 300_000];

interface Snippet {
  base: string;
  endpoint: string;
  nonce: string;
  data: DOMStringMap;
}

function findSnippet(): Snippet | null {
  const script = (document.currentScript ??
    document.querySelector('script[data-endpoint]')) as HTMLScriptElement | null;
  const endpoint = script?.dataset['endpoint'];
  if (!script || !endpoint) return null;
  return {
    base: new URL('.', script.src).href,
    endpoint,
    nonce: script.nonce ?? '',
    data: { ...script.dataset },
  };
}

type Kept = 'localStorage' | 'sessionStorage';

function storedValue(endpoint: string, key: string, kind: Kept = 'localStorage'): string | null {
  try {
    return browserStorage(kind)?.getItem(shelfPrefix(endpoint) + key) ?? null;
  } catch {
    return null;
  }
}

function readIdentity(text: string | undefined): Identity | null {
  if (!text) return null;
  try {
    return JSON.parse(text) as Identity;
  } catch {
    console.warn('atiende: data-identity is not JSON');
    return null;
  }
}

function whenIdle(action: () => void): void {
  const idle = (): void => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(action, { timeout: 3_000 });
    else setTimeout(action, 200);
  };
  if (document.readyState === 'complete') idle();
  else window.addEventListener('load', idle, { once: true });
}

class Loader implements PublicApi {
  identity: Identity | null;
  private base: Base | null = null;
  private chat: Chat | null = null;
  private fetching = false;
  private wanted: ((chat: Chat) => void)[] = [];
  private language: Language;

  constructor(private readonly snippet: Snippet) {
    this.identity = readIdentity(snippet.data['identity']) ?? window.atiende?.identity ?? null;
    this.language = this.chooseLanguage('');
  }

  open(): void {
    this.withChat((chat) => chat.open());
  }

  close(): void {
    this.chat?.close();
  }

  identify(identity: Identity | null): void {
    this.identity = identity;
    if (this.base) this.base.identity = identity;
    this.chat?.identify(identity);
  }

  setLanguage(language: string): void {
    this.snippet.data['language'] = language;
    this.language = chooseLanguage([language]);
    this.base?.launcher.update({ language: this.language });
    this.chat?.setLanguage(this.language);
  }

  boot(start: (base: Base) => Chat): void {
    if (!this.base || this.chat) return;
    this.chat = start(this.base);
    for (const action of this.wanted.splice(0)) action(this.chat);
  }

  load(attempt = 0): void {
    const { base, endpoint } = this.snippet;
    fetch(`${base}widget/config?endpoint=${encodeURIComponent(endpoint)}`, { credentials: 'omit' })
      .then(async (answer) => {
        if (answer.ok) this.draw((await answer.json()) as Config);
        else if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
        else console.warn(`atiende: no chat for the endpoint "${endpoint}" on this page (${answer.status})`);
      })
      .catch(() => {
        const wait = RETRIES_MS[attempt];
        if (wait !== undefined) setTimeout(() => this.load(attempt + 1), wait);
      });
  }

  private draw(config: Config): void {
    const { base, endpoint, nonce, data } = this.snippet;
    if (data['position']) config.position = data['position'];
    if (data['color']) config.color = data['color'];
    if (data['launcher']) config.launcher = { es: data['launcher'], en: data['launcher'] };
    this.language = this.chooseLanguage(config.language);
    const launcher = drawLauncher({
      config,
      language: this.language,
      nonce,
      onPress: () => this.withChat((chat) => chat.toggle()),
      onNear: () => this.fetchChat(),
    });
    this.base = { base, endpoint, nonce, config, launcher, language: this.language, identity: this.identity };
    const goesOn =
      storedValue(endpoint, 'live') ||
      storedValue(endpoint, 'open', 'sessionStorage') ||
      storedValue(endpoint, 'leg', 'sessionStorage');
    if (goesOn || this.wanted.length > 0) this.fetchChat();
  }

  private withChat(action: (chat: Chat) => void): void {
    if (this.chat) action(this.chat);
    else {
      this.wanted = [action];
      if (this.base) this.fetchChat();
    }
  }

  private fetchChat(): void {
    if (this.fetching || this.chat) return;
    this.fetching = true;
    const script = document.createElement('script');
    script.src = `${this.snippet.base}widget/app.js`;
    script.async = true;
    if (this.snippet.nonce) script.nonce = this.snippet.nonce;
    script.onerror = () => {
      // Nobody should have to reload the page because the network was away for a moment.
      this.fetching = false;
      script.remove();
      if (this.wanted.length > 0) setTimeout(() => this.fetchChat(), 3_000);
    };
    document.head.append(script);
  }

  private chooseLanguage(configured: string): Language {
    const { endpoint, data } = this.snippet;
    return chooseLanguage([
      storedValue(endpoint, 'language'),
      data['language'],
      document.documentElement.lang,
      ...navigator.languages,
      configured,
    ]);
  }
}

const snippet = findSnippet();
if (snippet && !window.atiende?.boot) {
  const loader = new Loader(snippet);
  window.atiende = {
    open: () => loader.open(),
    close: () => loader.close(),
    identify: (identity) => loader.identify(identity),
    setLanguage: (language) => loader.setLanguage(language),
    boot: (start) => loader.boot(start),
  };
  whenIdle(() => loader.load());
}
