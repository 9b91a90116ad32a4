/** Short words at the bottom: what was done, with a way back where there is one. Ten seconds, longer while pointed at. */
import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { create } from 'zustand';
import styles from './toast.module.css';

export interface Toast {
  id: number;
  tone: 'ok' | 'bad';
  text: string;
  undo?: () => void;
}

interface Toasts {
  items: Toast[];
  add: (toast: Omit<Toast, 'id'>) => void;
  drop: (id: number) => void;
}

let last = 0;

export const useToasts = create<Toasts>()((set) => ({
  items: [],
  add: (toast) => set((was) => ({ items: [...was.items.slice(-3), { ...toast, id: ++last }] })),
  drop: (id) => set((was) => ({ items: was.items.filter((item) => item.id !== id) })),
}));

export const toast = {
  done: (text: string, undo?: () => void): void => useToasts.getState().add({ tone: 'ok', text, undo }),
  failed: (text: string): void => useToasts.getState().add({ tone: 'bad', text }),
};

const LASTS = 10_000;

function One({ item }: { item: Toast }) {
  const { t } = useTranslation();
  const drop = useToasts((toasts) => toasts.drop);
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => drop(item.id), LASTS);
    return () => clearTimeout(timer);
  }, [held, drop, item.id]);
  return (
    <div
      className={styles['toast']}
      data-tone={item.tone}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
    >
      {item.tone === 'ok' ? <IconCheck size={16} aria-hidden /> : <IconAlertTriangle size={16} aria-hidden />}
      <span className={styles['text']}>{item.text}</span>
      {item.undo && (
        <button
          type="button"
          className={styles['undo']}
          onClick={() => {
            item.undo?.();
            drop(item.id);
          }}
        >
          {t('common.undo')}
        </button>
      )}
      <button
        type="button"
        className={styles['close']}
        aria-label={t('common.dismiss')}
        onClick={() => drop(item.id)}
      >
        <IconX size={15} aria-hidden />
      </button>
    </div>
  );
}

export function ToastArea() {
  const items = useToasts((toasts) => toasts.items);
  return (
    <div className={styles['area']} role="status" aria-live="polite">
      {items.map((item) => (
        <One key={item.id} item={item} />
      ))}
    </div>
  );
}
