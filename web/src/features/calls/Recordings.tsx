/** Recordings to be listened to for quality and training: by queue, agent and length, or some that nobody chose. */
import { Button, NativeSelect } from '@mantine/core';
import { IconArrowsShuffle, IconHeadphones, IconMessage, IconShieldLock } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf, useCatalog } from '@/api/session';
import { Chip } from '@/ui/Bits';
import { newId } from '@/ui/ids';
import { EmptyState } from '@/ui/States';
import { clockSpan, momentShort } from '@/ui/time';
import styles from './Calls.module.css';
import { Listed } from './Lists';
import { useRecordings, type RecordingAsked, type RecordingFound } from './questions';

const LEAST = [0, 30, 60, 180, 600] as const;
const SAMPLE = 5;

export function Recordings({ days }: { days: number }) {
  const { t } = useTranslation('calls');
  const [asked, setAsked] = useState<RecordingAsked>({ queue: '', agent: '', least_seconds: 0 });
  const [seed, setSeed] = useState<number>();
  const query = useRecordings({ ...asked, days, ...(seed === undefined ? {} : { sample: SAMPLE, seed }) });
  return (
    <>
      <div className={styles['form']}>
        <Filters asked={asked} onAsk={setAsked} />
        <Button
          size="xs"
          variant={seed === undefined ? 'default' : 'light'}
          leftSection={<IconArrowsShuffle size={16} aria-hidden />}
          onClick={() => setSeed(parseInt(newId().slice(0, 7), 16))}
        >
          {seed === undefined ? t('recorded.sample', { count: SAMPLE }) : t('recorded.again')}
        </Button>
        {seed !== undefined && (
          <Button size="xs" variant="subtle" onClick={() => setSeed(undefined)}>
            {t('recorded.all')}
          </Button>
        )}
      </div>
      <Listed
        query={query}
        show={({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0)
            return (
              <EmptyState
                icon={<IconHeadphones size={26} stroke={1.6} aria-hidden />}
                title={t('recorded.none')}
              >
                {t('recorded.noneHint')}
              </EmptyState>
            );
          return (
            <>
              <ul className={styles['cards']}>
                {items.map((one) => (
                  <Recorded key={one.id} one={one} />
                ))}
              </ul>
              {query.hasNextPage && (
                <Button
                  variant="default"
                  loading={query.isFetchingNextPage}
                  onClick={() => void query.fetchNextPage()}
                >
                  {t('recorded.more')}
                </Button>
              )}
            </>
          );
        }}
      />
    </>
  );
}

function Filters({ asked, onAsk }: { asked: RecordingAsked; onAsk: (asked: RecordingAsked) => void }) {
  const { t, i18n } = useTranslation('calls');
  const { queues, agents } = useCatalog();
  return (
    <>
      <NativeSelect
        size="xs"
        label={t('queue')}
        value={asked.queue}
        data={[
          { value: '', label: t('recorded.everyQueue') },
          ...queues.map(({ slug }) => ({ value: slug, label: nameOf(queues, slug, i18n.language) })),
        ]}
        onChange={(event) => onAsk({ ...asked, queue: event.currentTarget.value })}
      />
      <NativeSelect
        size="xs"
        label={t('column.agent')}
        value={asked.agent}
        data={[
          { value: '', label: t('recorded.everybody') },
          ...agents.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(event) => onAsk({ ...asked, agent: event.currentTarget.value })}
      />
      <NativeSelect
        size="xs"
        label={t('recorded.length')}
        value={String(asked.least_seconds)}
        data={LEAST.map((least) => ({
          value: String(least),
          label: least ? t('recorded.least', { time: clockSpan(1000 * least) }) : t('recorded.anyLength'),
        }))}
        onChange={(event) => onAsk({ ...asked, least_seconds: Number(event.currentTarget.value) })}
      />
    </>
  );
}

function Recorded({ one }: { one: RecordingFound }) {
  const { t, i18n } = useTranslation('calls');
  const { queues, dispositions } = useCatalog();
  const name = one.customer.name || t('unknown');
  const at = momentShort(Date.parse(one.began_at));
  const time = clockSpan(one.duration_ms);
  return (
    <li className={styles['card']}>
      <div className={styles['head']}>
        <Link to={`/inbox/all/${one.conversation}` as string} title={t('open')}>
          {name}
        </Link>
        {one.hold && (
          <Chip tone="warn">
            <IconShieldLock size={14} aria-hidden /> {t('recorded.held')}
          </Chip>
        )}
        {one.comments > 0 && (
          <Chip tone="plain">
            <IconMessage size={14} aria-hidden /> {t('recorded.comments', { count: one.comments })}
          </Chip>
        )}
        <span className={styles['call']}>
          <Link
            to={`/recordings/${one.id}` as string}
            aria-label={t('recorded.listenTo', { name, at, time })}
          >
            {t('recorded.listen', { time })}
          </Link>
        </span>
      </div>
      <small>
        {[
          at,
          one.agent?.name,
          one.queue && nameOf(queues, one.queue, i18n.language),
          one.disposition && nameOf(dispositions, one.disposition, i18n.language),
        ]
          .filter(Boolean)
          .join(' · ')}
      </small>
    </li>
  );
}
