/** A message that the server does not have yet: shown where it will stand, with the truth about it. */
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconClock } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { outbox, type Outgoing } from '@/api/outbox';
import { useLine } from '@/live/socket';
import { Avatar } from '@/ui/Bits';
import { sayProblem } from '@/ui/problem';
import { hour } from '@/ui/time';
import { Files } from './Files';
import { PlainText } from './PlainText';
import styles from './Timeline.module.css';

const Came = lazy(async () => ({ default: (await import('./writing/Came')).Came }));

export function Unsent({ item }: { item: Outgoing }) {
  const { t } = useTranslation();
  const down = useLine((line) => line.state === 'lost');
  return (
    <article
      className={styles['message']}
      data-direction={item.kind === 'notes' ? 'note' : 'out'}
      data-channel={item.channel}
      data-unsent
    >
      <span className={styles['face']}>
        <Avatar name={item.author.name} size={30} />
      </span>
      <div className={styles['card']}>
        <header className={styles['messageHead']}>
          <strong>{item.author.name}</strong>
          <time dateTime={item.at}>{hour(Date.parse(item.at))}</time>
        </header>
        <div className={styles['text']}>
          <PlainText text={item.text} />
        </div>
        <Files files={item.files} />
        {item.refused?.code === 'came_meanwhile' ? (
          <Suspense fallback={null}>
            <Came item={item} />
          </Suspense>
        ) : item.refused ? (
          <div className={styles['delivery']} data-status="failed" role="alert">
            <IconAlertTriangle size={14} aria-hidden />
            <span>
              {t('delivery.refused')} {sayProblem(item.refused)}
            </span>
            <Button size="compact-xs" variant="default" onClick={() => outbox.retry(item.client_id)}>
              {t('delivery.again')}
            </Button>
            <Button
              size="compact-xs"
              variant="subtle"
              color="red"
              onClick={() => outbox.discard(item.client_id)}
            >
              {t('delivery.discard')}
            </Button>
          </div>
        ) : (
          <div className={styles['delivery']} data-status="attempting">
            <IconClock size={14} aria-hidden />
            <span>{down ? t('delivery.kept') : t('delivery.sending')}</span>
          </div>
        )}
      </div>
    </article>
  );
}
