/** The one place where the widget touches clock, chance and sockets; tests put their own in its place. */

export interface Socket {
  send(text: string): void;
  close(): void;
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onerror: (() => void) | null;
  onclose: ((event: { code: number }) => void) | null;
}

export interface System {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls `action` once after `ms`; the answer takes it back. */
  after(ms: number, action: () => void): () => void;
  /** In [0, 1). */
  chance(): number;
  newId(): string;
  connect(url: string): Socket;
}

/** `crypto.randomUUID` is missing on plain http and in old in-app browsers. */
function uuid(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

export const browser: System = {
  now: () => Date.now(),
  after: (ms, action) => {
    const timer = setTimeout(action, ms);
    return () => {
      clearTimeout(timer);
    };
  },
  chance: () => Math.random(),
  newId: uuid,
  connect: (url) => new WebSocket(url) as Socket,
};
