/** What stands behind a number: each entry into a queue with what became of it, one click from its conversation. */
import { Button, Drawer } from '@mantine/core';
import { IconDownload, IconListSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/session';
import { Chip, type Tone } from '@/ui/Bits';
import { figure } from '@/ui/figures';
import { ChannelIcon } from '@/ui/icons';
import { sayProblem } from '@/ui/problem';
import { EmptyState, ErrorState, ListSkeleton } from '@/ui/States';
import { fullTime } from '@/ui/time';
import { toast } from '@/ui/toast';
import { askedOf, takeAlong, useEntries, type EntryLine, type Opened } from './questions';
import styles from './Reports.module.css';

const TONES: Readonly<Record<string, Tone>> = {
  answered: 'ok',
  abandoned: 'bad',
  moved: 'plain',
  waiting: 'info',
};

function outcomeOf(one: EntryLine): 'answered' | 'late' | 'abandoned' | 'moved' | 'waiting' {
  if (one.outcome === 'answered') return one.in_time ? 'answered' : 'late';
  if (one.outcome === 'abandoned' || one.outcome === 'moved') return one.outcome;
  return 'waiting';
}

function Item({ one }: { one: EntryLine }) {
  const { t } = useTranslation('report');
  const outcome = outcomeOf(one);
  const who = one.customer || t('unnamed');
  return (
    <li>
      <span className={styles['who']}>
        <ChannelIcon channel={one.channel} size={15} />
        {one.number === null ? (
          <span className={styles['quiet']}>{t('notYours')}</span>
        ) : (
          <Link to={`/inbox/all/${one.conversation}` as string}>
            <b>{who}</b> <small>#{one.number}</small>
          </Link>
        )}
        <Chip tone={outcome === 'late' ? 'warn' : (TONES[outcome] ?? 'plain')}>
          {t(`outcome.${outcome}`)}
        </Chip>
      </span>
      {one.subject && <span className={styles['subject']}>{one.subject}</span>}
      <small className={styles['quiet']}>
        {fullTime(Date.parse(one.entered))}
        {one.wait_s !== null && ` · ${t('waited', { span: figure(one.wait_s, 'seconds') })}`}
        {one.agent_name && ` · ${one.agent_name}`}
        {one.handle_s !== null && ` · ${t('worked', { span: figure(one.handle_s, 'seconds') })}`}
        {one.transferred && ` · ${t('column.transferred')}`}
      </small>
    </li>
  );
}

function TakeAlong({ opened }: { opened: Opened }) {
  const { t } = useTranslation('report');
  const [busy, setBusy] = useState(false);
  const take = async () => {
    setBusy(true);
    try {
      await takeAlong({
        what: 'entries',
        begins: null,
        queue: '',
        channel: '',
        agent: '',
        ...askedOf(opened),
      });
    } catch (error) {
      toast.failed(sayProblem(error));
    }
    setBusy(false);
  };
  return (
    <Button
      variant="default"
      loading={busy}
      leftSection={<IconDownload size={15} />}
      onClick={() => void take()}
    >
      {t('csv')}
    </Button>
  );
}

function Body({ opened }: { opened: Opened }) {
  const { t } = useTranslation('report');
  const mayExport = useMay('report.export');
  const query = useEntries(opened);
  if (query.isPending) return <ListSkeleton rows={6} />;
  if (query.isError) {
    return (
      <ErrorState title={t('failed')} detail={sayProblem(query.error)} onRetry={() => void query.refetch()} />
    );
  }
  const { items, count, more } = query.data;
  if (items.length === 0) {
    return (
      <EmptyState icon={<IconListSearch size={26} stroke={1.6} aria-hidden />} title={t('noEntries')}>
        {t('noEntriesHint')}
      </EmptyState>
    );
  }
  return (
    <>
      <div className={styles['over']}>
        <span>{more ? t('firstOf', { shown: items.length, count }) : t('entries', { count })}</span>
        {mayExport && <TakeAlong opened={opened} />}
      </div>
      <ol className={styles['entries']}>
        {items.map((one) => (
          <Item key={`${one.interaction} ${one.entered}`} one={one} />
        ))}
      </ol>
    </>
  );
}

export function EntriesDrawer({ opened, onClose }: { opened: Opened; onClose: () => void }) {
  const { t } = useTranslation('report');
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="min(520px, 100vw)"
      title={opened.title}
      closeButtonProps={{ 'aria-label': t('close') }}
      overlayProps={{ backgroundOpacity: 0.25 }}
    >
      <Body opened={opened} />
    </Drawer>
  );
}
