/** What opens over the dock: it takes the focus, Escape closes it and gives the focus back. */
import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './Phone.module.css';

interface Props {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

export function Panel({ title, onClose, children }: Props) {
  const { t } = useTranslation('phone');
  const id = useId();
  const whole = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    const first = whole.current?.querySelector<HTMLElement>('[data-first]') ?? whole.current;
    first?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <section
      ref={whole}
      className={styles['panel']}
      role="dialog"
      aria-labelledby={id}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <header>
        <h2 id={id}>{title}</h2>
        <ActionIcon aria-label={t('do.close')} onClick={onClose}>
          <IconX size={16} />
        </ActionIcon>
      </header>
      {children}
    </section>
  );
}
