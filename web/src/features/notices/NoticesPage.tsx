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
            <Link to="/c/$id" params={{ id: one.id }}>
              {one.customer || `#${one.number}`}
            </Link>
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

export function NoticesPage() {
  const { t } = useTranslation('notices');
  const [telling, setTelling] = useState<string | null>(null);
  const canaries = useCanaries(false);
  const told = useLatest();
  const nothing = canaries.data?.items.length === 0 && told.data?.items.length === 0;
  return (
    <Page
      title={t('title')}
      actions={
        <Button leftSection={<IconSpeakerphone size={16} aria-hidden />} onClick={() => setTelling('')}>
          {t('new')}
        </Button>
      }
    >
      {canaries.isError && (
        <ErrorState
          title={t('title')}
          detail={sayProblem(canaries.error)}
          onRetry={() => void canaries.refetch()}
        />
      )}
      {(canaries.isPending || told.isPending) && !canaries.isError && <ListSkeleton rows={4} />}
      {nothing && <EmptyState title={t('none')}>{t('noneHint')}</EmptyState>}
      <div className={styles['page']}>
        <p className={styles['quiet']}>{t('lead')}</p>
        {(canaries.data?.items.length ?? 0) > 0 && <h2>{t('alerts')}</h2>}
        <ul className={styles['cards']}>
          {canaries.data?.items.map((one) => (
            <AlertCard key={one.id} canary={one} onTell={() => setTelling(one.id)} />
          ))}
        </ul>
        {(told.data?.items.length ?? 0) > 0 && <h2>{t('told')}</h2>}
        <ul className={styles['cards']}>
          {told.data?.items.map((one) => (
            <NoticeCard key={one.id} notice={one} />
          ))}
        </ul>
      </div>
      {telling !== null && <NoticeDialog canary={telling} onClose={() => setTelling(null)} />}
    </Page>
  );
}
