/** A recording in the conversation's timeline: what it is, and the player when it is asked for. */
import { Anchor, Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { IconHeadphones } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, told } from '@/api/client';
import { clockSpan } from '@/ui/time';
import { Player } from './Player';
import styles from './Recording.module.css';

interface CardProps {
  recording: string;
  conversation: string;
}

export function RecordingCard({ recording, conversation }: CardProps) {
  const { t } = useTranslation('recording');
  const [open, setOpen] = useState(false);
  const { data } = useQuery({
    queryKey: ['recordings', conversation],
    queryFn: ({ signal }) =>
      told(
        api.GET('/api/v1/conversations/{conversation_id}/recordings', {
          params: { path: { conversation_id: conversation } },
          signal,
        }),
      ),
  });
  const found = data?.items.find((one) => one.id === recording);
  if (!found) return null;
  return (
    <div className={styles['card']}>
      <div className={styles['line']}>
        <IconHeadphones size={16} aria-hidden />
        <span>
          {t(`state.${found.state as 'kept'}`)} · {clockSpan(found.duration_ms)}
          {found.gaps.length > 0 && <> · {t('gaps', { count: found.gaps.length })}</>}
        </span>
        {found.state === 'kept' && !found.may_listen && (
          <span className={styles['quiet']}>{t('notAllowed')}</span>
        )}
        {found.state === 'kept' && found.may_listen && (
          <>
            <Button size="compact-sm" variant="default" aria-expanded={open} onClick={() => setOpen(!open)}>
              {open ? t('close') : t('listen')}
            </Button>
            <Anchor component={Link} size="sm" to={`/recordings/${recording}` as string}>
              {t('open')}
            </Anchor>
          </>
        )}
      </div>
      {open && <Player id={recording} />}
    </div>
  );
}
