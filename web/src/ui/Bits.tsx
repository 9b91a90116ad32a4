/** Small shared pieces: a person's initials, a chip, a state's dot. */
import type { ReactNode } from 'react';
import styles from './Bits.module.css';

export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const first = words[0]?.[0] ?? '?';
  const last = words.length > 1 ? (words[words.length - 1]?.[0] ?? '') : '';
  return (first + last).toUpperCase();
}

const hue = (text: string): number =>
  [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 6, 7);

export function Avatar({ name, size = 28 }: { name: string; size?: number }) {
  return (
    <span
      className={styles['avatar']}
      data-hue={hue(name)}
      data-initials={initials(name)}
      style={{ width: size, height: size, fontSize: size * 0.38 }}
      aria-hidden
    />
  );
}

export type Tone = 'plain' | 'ok' | 'warn' | 'bad' | 'info' | 'accent' | 'note';

export function Chip({
  tone = 'plain',
  children,
  title,
}: {
  tone?: Tone;
  children: ReactNode;
  title?: string;
}) {
  return (
    <span className={styles['chip']} data-tone={tone} title={title}>
      {children}
    </span>
  );
}

/** A state as colour and shape, so that colour is never the only sign. */
export function StateDot({ state }: { state: string }) {
  return <span className={styles['dot']} data-state={state} aria-hidden />;
}

export function Key({ children }: { children: ReactNode }) {
  return <kbd className={styles['key']}>{children}</kbd>;
}

/** A strip over the page: what happens and what is kept. Spoken politely. */
export function Strip({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <div className={styles['strip']} data-tone={tone} role="status">
      {children}
    </div>
  );
}
