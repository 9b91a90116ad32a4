/** Answers that go at a moment chosen, above the composer: when, what, and what can still be done with them. */
import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconCalendarClock, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMay, useMe } from '@/api/session';
import type { Held } from '@/api/types';
import { fullTime, momentShort } from '@/ui/time';
import { discard, recall, sendNow } from './held';
import { useHeld } from './questions';
import styles from './Writing.module.css';

function Scheduled({ held, onEdit }: { held: Held; onEdit: () => void }) {
  const { t } = useTranslation('writing');
  const { user } = useMe();
  const mayAssign = useMay('conversation.assign');
  const mine = held.author.id === user.id;
  const at = Date.parse(held.until);
  return (
    <li className={styles['scheduled']}>
      <IconCalendarClock size={15} aria-hidden />
      <span className={styles['scheduledText']}>
        <strong title={fullTime(at)}>
          {mine
            ? t('scheduled.at', { at: momentShort(at) })
            : t('scheduled.atBy', { at: momentShort(at), name: held.author.name })}
        </strong>{' '}
        {held.text}
        {held.unless_answered && <em> · {t('scheduled.unless')}</em>}
      </span>
      {(mine || mayAssign) && (
        <>
          {mine && (
            <Button
              size="compact-xs"
              variant="subtle"
              onClick={() => {
                void recall(held, true).then((back) => back && onEdit());
              }}
            >
              {t('scheduled.edit')}
            </Button>
          )}
          <Button size="compact-xs" variant="subtle" onClick={() => void sendNow(held)}>
            {t('held.sendNow')}
          </Button>
          <Tooltip label={t('scheduled.cancel')}>
            <ActionIcon
              size={24}
              aria-label={t('scheduled.cancel')}
              onClick={() => void (mine ? discard(held) : recall(held, false))}
            >
              <IconTrash size={15} />
            </ActionIcon>
          </Tooltip>
        </>
      )}
    </li>
  );
}

export function ScheduledStrip({ id, onEdit }: { id: string; onEdit: () => void }) {
  const { t } = useTranslation('writing');
  const scheduled = useHeld(id).filter((each) => each.why === 'scheduled');
  if (scheduled.length === 0) return null;
  return (
    <ul className={styles['scheduledList']} aria-label={t('scheduled.label')}>
      {scheduled.map((held) => (
        <Scheduled key={held.id} held={held} onEdit={onEdit} />
      ))}
    </ul>
  );
}
