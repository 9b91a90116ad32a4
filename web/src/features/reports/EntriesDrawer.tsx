/** What stands behind a number: each entry into a queue with what became of it, one click from its conversation. */
import { useTranslation } from 'react-i18next';
import { Chip, type Tone } from '@/ui/Bits';
import { figure } from '@/ui/figures';
import { ChannelIcon } from '@/ui/icons';
import { fullTime } from '@/ui/time';
import { Behind, Whose } from './Behind';
import { askedOf, takeAlong, useEntries, type EntryLine, type Opened } from './questions';
import styles from './Reports.module.css';
import { TakeOne } from './TakeAlong';

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
  return (
    <>
      <span className={styles['who']}>
        <ChannelIcon channel={one.channel} size={15} />
        <Whose one={one} />
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
    </>
  );
}

const WHOLE = { begins: null, queue: '', channel: '', agent: '' } as const;

export function EntriesDrawer({ opened, onClose }: { opened: Opened; onClose: () => void }) {
  const { t } = useTranslation('report');
  const take = () => takeAlong({ what: 'entries', ...WHOLE, ...askedOf(opened) });
  return (
    <Behind
      title={opened.title}
      query={useEntries(opened)}
      keyOf={(one) => `${one.interaction} ${one.entered}`}
      nothing={t('noEntries')}
      nothingHint={t('noEntriesHint')}
      take={<TakeOne take={take} />}
      onClose={onClose}
    >
      {(one) => <Item one={one} />}
    </Behind>
  );
}
