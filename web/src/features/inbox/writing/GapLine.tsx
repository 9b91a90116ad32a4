/** Says what a ready-made text left open, and leads to it: it does not go before that is filled in. */
import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { GAP } from '../sending';
import styles from './Writing.module.css';

interface Props {
  text: string;
  field: RefObject<HTMLTextAreaElement | null>;
}

export function GapLine({ text, field }: Props) {
  const { t } = useTranslation('writing');
  const gap = GAP.exec(text);
  if (!gap) return null;
  return (
    <p className={styles['gap']} role="status">
      <IconAlertTriangle size={14} aria-hidden />
      <span>{t('gap.left', { what: gap[1] })}</span>
      <Button
        size="compact-xs"
        variant="subtle"
        onClick={() => {
          field.current?.focus();
          field.current?.setSelectionRange(gap.index, gap.index + gap[0].length);
        }}
      >
        {t('gap.go')}
      </Button>
    </p>
  );
}
