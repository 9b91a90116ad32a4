/** Answers that go in a moment: shown where they will stand, with the seconds left and the way back. */
import { Button } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/api/session';
import type { Entry, Held } from '@/api/types';
import { Avatar } from '@/ui/Bits';
import { useNow } from '@/ui/time';
import { PlainText } from '../PlainText';
import styles from '../Timeline.module.css';
import { recall, sendNow } from './held';
import { useHeld } from './questions';

const AFTER: Readonly<Record<string, 'thenResolve' | 'thenPend' | 'thenSnooze'>> = {
  resolve: 'thenResolve',
  pend: 'thenPend',
  snooze: 'thenSnooze',
};

function Bubble({ held }: { held: Held }) {
  const { t } = useTranslation('writing');
  const { user } = useMe();
  const left = Math.max(0, Math.ceil((Date.parse(held.until) - useNow()) / 1000));
  const then = AFTER[held.then];
  return (
    <article className={styles['message']} data-direction="out" data-unsent data-held>
      <span className={styles['face']}>
        <Avatar name={held.author.name || '?'} size={30} />
      </span>
      <div className={styles['card']}>
        <header className={styles['messageHead']}>
          <strong>{held.author.name}</strong>
        </header>
        <div className={styles['text']}>
          <PlainText text={held.text} />
        </div>
        {held.files.length > 0 && <small>{t('held.files', { count: held.files.length })}</small>}
        <div className={styles['delivery']} data-status="attempting">
          <IconClock size={14} aria-hidden />
          <span>
            {left > 0 ? t('held.in', { seconds: left }) : t('held.now')}
            {then && left > 0 ? ` ${t(`held.${then}`)}` : ''}
          </span>
          {left > 0 && (
            <>
              <Button
                size="compact-xs"
                variant="default"
                onClick={() => void recall(held, held.author.id === user.id)}
              >
                {t('held.undo')}
              </Button>
              <Button size="compact-xs" variant="subtle" onClick={() => void sendNow(held)}>
                {t('held.sendNow')}
              </Button>
            </>
          )}
        </div>
      </div>
    </article>
  );
}

export function HeldBubbles({ id, entries }: { id: string; entries: readonly Entry[] }) {
  const held = useHeld(id);
  const known = new Set(entries.flatMap((entry) => (entry.type === 'message' ? [entry.client_id] : [])));
  return held
    .filter((each) => each.why === 'undo' && !known.has(each.client_id))
    .map((each) => <Bubble key={each.id} held={each} />);
}
