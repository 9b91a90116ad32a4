/** Whom a mail goes to besides the customer: seen and changed in one line above the words. */
import { Button, TagsInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Entry, MessageEntry, ReplyOption } from '@/api/types';
import { useLive } from '@/live/store';
import styles from './Writing.module.css';

const ADDRESS = /^[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+$/u;
const NONE: readonly never[] = [];

const bare = (written: string): string => (/<([^<>]+)>/u.exec(written)?.[1] ?? written).trim();

/** Who else got the customer's last mail: people expect an answer to reach them too. */
function useWereCopied(id: string, to: string): string[] {
  const entries = (useLive((state) => state.threads[id]?.entries) ?? NONE) as unknown as readonly Entry[];
  const last = entries.findLast(
    (entry): entry is MessageEntry =>
      entry.type === 'message' && entry.direction === 'in' && entry.channel === 'email',
  );
  return (last?.cc ?? []).map(bare).filter((address) => ADDRESS.test(address) && address !== to);
}

interface Props {
  conversation: string;
  route: ReplyOption;
  cc: string[];
  onCc: (cc: string[]) => void;
  onSubject: (() => void) | null;
}

export function Recipients({ conversation, route, cc, onCc, onSubject }: Props) {
  const { t } = useTranslation('writing');
  const [open, setOpen] = useState(false);
  const copied = useWereCopied(conversation, route.address).filter((address) => !cc.includes(address));
  const bad = cc.filter((address) => !ADDRESS.test(address));
  return (
    <div className={styles['recipients']}>
      <span>
        {t('mail.to')} <b>{route.address}</b>
      </span>
      {open || cc.length > 0 ? (
        <TagsInput
          className={styles['cc']}
          aria-label={t('mail.cc')}
          placeholder={t('mail.ccPlaceholder')}
          leftSection={<span className={styles['ccLabel']}>{t('mail.cc')}</span>}
          leftSectionWidth={32}
          value={cc}
          error={bad.length > 0 ? t('mail.bad', { address: bad.join(', ') }) : undefined}
          splitChars={[',', ';', ' ']}
          acceptValueOnBlur
          onChange={(value) => onCc(value.map(bare))}
        />
      ) : (
        <Button size="compact-xs" variant="subtle" onClick={() => setOpen(true)}>
          {t('mail.addCc')}
        </Button>
      )}
      {copied.length > 0 && (
        <Button size="compact-xs" variant="subtle" onClick={() => onCc([...cc, ...copied])}>
          {t('mail.copied', { count: copied.length })}
        </Button>
      )}
      {onSubject && (
        <Button size="compact-xs" variant="subtle" onClick={onSubject}>
          {t('mail.addSubject')}
        </Button>
      )}
    </div>
  );
}

export const goodCc = (cc: readonly string[]): boolean => cc.every((address) => ADDRESS.test(address));
