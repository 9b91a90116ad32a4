/** Everything that was noticed and told lately, with the conversations behind it. */
import { Button } from '@mantine/core';
import { IconSpeakerphone } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Chip } from '@/ui/Bits';
import { currentLanguage } from '@/ui/i18n';
import { Page } from '@/ui/Page';
import { sayProblem } from '@/ui/problem';
import { EmptyState, ErrorState, ListSkeleton } from '@/ui/States';
import { momentShort } from '@/ui/time';
import { NoticeDialog } from './NoticeDialog';
import styles from './Notices.module.css';
import { useCanaries, useLatest, type CanaryShown, type NoticeShown } from './questions';
import { useAlertWords } from './words';

function AlertCard({ canary, onTell }: { canary: CanaryShown; onTell: () => void }) {
  const { t } = useTranslation('notices');
  const words = useAlertWords();
  const up = canary.state === 'up';
  return (
    <li className={styles['card']}>
      <div className={styles['head']}>
        <span>{words(canary)}</span>
        <Chip tone={up ? 'warn' : 'plain'}>{t(`alert.${canary.state as 'up' | 'over' | 'dismissed'}`)}</Chip>
        {canary.notice && <Chip tone="info">{t('alert.noticeUp')}</Chip>}
        {up && !canary.notice && (
          <Button size="compact-sm" onClick={onTell}>
            {t('alert.notify')}
          </Button>
        )}
      </div>
      <small>
        {momentShort(Date.parse(canary.at))} ·{' '}
        {t('alert.numbers', {
          customers: canary.customers,
          usual: canary.usual.toLocaleString(undefined, { maximumFractionDigits: 1 }),
          minutes: canary.minutes,
        })}
        {canary.again > 0 && <> · {t('alert.again', { count: canary.again })}</>}
      </small>
      <ul className={styles['behind']}>
        {canary.conversations.map((one) => (
          <li key={one.id}>
            <Link to={`/inbox/all/${one.id}` as string}>{one.customer || `#${one.number}`}</Link>
          </li>
        ))}
      </ul>
    </li>
  );
}

function NoticeCard({ notice }: { notice: NoticeShown }) {
  const { t } = useTranslation('notices');
  const text =
    currentLanguage() === 'es' ? notice.text_es || notice.text_en : notice.text_en || notice.text_es;
  return (
    <li className={styles['card']}>
      <div className={styles['head']}>
        <span>{text}</span>
        <Chip tone={notice.up ? 'info' : 'plain'}>{t(notice.up ? 'past.up' : 'past.ended')}</Chip>
      </div>
      <small>
        {notice.by.name} ·{' '}
        {t('past.until', {
          from: momentShort(Date.parse(notice.at)),
          to: momentShort(Date.parse(notice.ended_at ?? notice.until)),
        })}
      </small>
    </li>
  );
}

function Alerts({ onTell }: { onTell: (canary: string) => void }) {
  const { t } = useTranslation('notices');
  const { data, isPending, isError, error, refetch } = useCanaries(false);
  if (isPending) return <ListSkeleton rows={4} />;
  if (isError)
    return <ErrorState title={t('title')} detail={sayProblem(error)} onRetry={() => void refetch()} />;
  return (
    <section aria-labelledby="alerts">
      <h2 id="alerts">{t('alerts')}</h2>
      {data.items.length === 0 && <EmptyState title={t('noAlerts')}>{t('noneHint')}</EmptyState>}
      <ul className={styles['cards']}>
        {data.items.map((one) => (
          <AlertCard key={one.id} canary={one} onTell={() => onTell(one.id)} />
        ))}
      </ul>
    </section>
  );
}

function Told() {
  const { t } = useTranslation('notices');
  const { data } = useLatest();
  return (
    <section aria-labelledby="told">
      <h2 id="told">{t('told')}</h2>
      {data?.items.length === 0 && <p className={styles['quiet']}>{t('none')}</p>}
      <ul className={styles['cards']}>
        {data?.items.map((one) => (
          <NoticeCard key={one.id} notice={one} />
        ))}
      </ul>
    </section>
  );
}

export function NoticesPage() {
  const { t } = useTranslation('notices');
  const [telling, setTelling] = useState<string | null>(null);
  const tell = (
    <Button leftSection={<IconSpeakerphone size={16} aria-hidden />} onClick={() => setTelling('')}>
      {t('new')}
    </Button>
  );
  return (
    <Page title={t('title')} actions={tell}>
      <div className={styles['page']}>
        <p className={styles['quiet']}>{t('lead')}</p>
        <Told />
        <Alerts onTell={setTelling} />
      </div>
      {telling !== null && <NoticeDialog canary={telling} onClose={() => setTelling(null)} />}
    </Page>
  );
}
