/** Something came since the writer looked: what it was, and the two ways on. */
import { Button } from '@mantine/core';
import { IconMessageExclamation } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { outbox, type Outgoing } from '@/api/outbox';
import type { Entry, MessageEntry } from '@/api/types';
import { useLive } from '@/live/store';
import { hour } from '@/ui/time';
import { draftNow, write } from '../drafts';
import styles from './Writing.module.css';

const MOST = 4;

function useCame(item: Outgoing): MessageEntry[] {
  const entries = useLive((state) => state.threads[item.conversation]?.entries) as unknown as
    Entry[] | undefined;
  const seen = Number(item.refused?.params['seen'] ?? 0);
  return (entries ?? []).filter(
    (entry): entry is MessageEntry =>
      entry.type === 'message' &&
      entry.direction !== 'note' &&
      !entry.automatic &&
      entry.position > seen &&
      entry.author.id !== item.author.id,
  );
}

/** The words go back to the composer, before what was begun since. */
function lookFirst(item: Outgoing): void {
  const { conversation } = item;
  const begun = draftNow(conversation, 'reply');
  const body = item.body;
  write(conversation, 'reply', {
    text: [item.text, begun.text].filter((text) => text.trim() !== '').join('\n\n'),
    endpoint: body.endpoint ?? begun.endpoint,
    subject: body.subject ?? begun.subject,
    cc: body.cc ?? begun.cc,
    marked: body.marked ?? begun.marked,
    used: body.used ?? begun.used,
    files: [...item.files, ...begun.files],
    seen: useLive.getState().rows[conversation]?.last ?? null,
  });
  outbox.discard(item.client_id);
}

export function Came({ item }: { item: Outgoing }) {
  const { t } = useTranslation('writing');
  const came = useCame(item);
  return (
    <div className={styles['came']} role="alert">
      <p>
        <IconMessageExclamation size={15} aria-hidden />
        <strong>{t('came.title', { count: Number(item.refused?.params['count'] ?? 1) })}</strong>
      </p>
      <ul>
        {came.slice(-MOST).map((entry) => (
          <li key={entry.id}>
            <b>{entry.author.name}</b> <time>{hour(Date.parse(entry.at))}</time>
            <span>{entry.text.slice(0, 240)}</span>
          </li>
        ))}
      </ul>
      <div>
        <Button size="compact-xs" onClick={() => lookFirst(item)}>
          {t('came.look')}
        </Button>
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => outbox.retry(item.client_id, { seen: null })}
        >
          {t('came.anyway')}
        </Button>
      </div>
    </div>
  );
}
