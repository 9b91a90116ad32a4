/** What stands behind a number: its calls, each one click from its conversation. */
import { useTranslation } from 'react-i18next';
import { nameOf, useCatalog } from '@/api/session';
import { Chip } from '@/ui/Bits';
import { figure } from '@/ui/figures';
import { textAt } from '@/ui/i18n';
import { fullTime } from '@/ui/time';
import { Behind, Whose } from '../Behind';
import styles from '../Reports.module.css';
import { TakeOne } from '../TakeAlong';
import { takeCalls, useEntries, type Entry, type Opened } from './questions';

function Became({ one }: { one: Entry }) {
  const { t } = useTranslation('calls');
  if (one.lost) return <Chip tone="bad">{textAt(`calls:lost.${one.lost}`) ?? one.lost}</Chip>;
  if (one.became) return <Chip tone="info">{textAt(`calls:became.${one.became}`) ?? one.became}</Chip>;
  return one.talk_seconds > 0 ? <Chip tone="ok">{t('talked')}</Chip> : null;
}

function Item({ one }: { one: Entry }) {
  const { t, i18n } = useTranslation('calls');
  const { queues } = useCatalog();
  return (
    <>
      <span className={styles['who']}>
        <Whose one={one} />
        <Became one={one} />
      </span>
      <small className={styles['quiet']}>
        {fullTime(Date.parse(one.began))}
        {one.queue && ` · ${nameOf(queues, one.queue, i18n.language)}`}
        {one.agent && ` · ${one.agent}`}
        {one.waited_seconds > 0 && ` · ${t('waited', { time: figure(one.waited_seconds, 'seconds') })}`}
        {one.talk_seconds > 0 && ` · ${t('spoke', { time: figure(one.talk_seconds, 'seconds') })}`}
        {one.held_seconds > 0 && ` · ${t('onHold', { time: figure(one.held_seconds, 'seconds') })}`}
        {one.transfers > 0 && ` · ${t('handedOn', { count: one.transfers })}`}
        {one.judged && ` · ${textAt(`calls:judged.${one.judged}`) ?? one.judged}`}
      </small>
    </>
  );
}

export function CallEntries({ opened, onClose }: { opened: Opened; onClose: () => void }) {
  const { t } = useTranslation('calls');
  return (
    <Behind
      title={opened.title}
      query={useEntries(opened)}
      keyOf={(one) => `${one.interaction} ${one.began}`}
      nothing={t('noCalls')}
      take={<TakeOne take={() => takeCalls('calls', opened)} />}
      onClose={onClose}
    >
      {(one) => <Item one={one} />}
    </Behind>
  );
}
