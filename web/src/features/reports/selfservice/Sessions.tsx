/** What stands behind a number: each time through a flow, one click from its conversation. */
import { useTranslation } from 'react-i18next';
import { Chip, type Tone } from '@/ui/Bits';
import { figure } from '@/ui/figures';
import { textAt } from '@/ui/i18n';
import { ChannelIcon } from '@/ui/icons';
import { fullTime } from '@/ui/time';
import { Behind, Whose } from '../Behind';
import styles from '../Reports.module.css';
import { useSessions, type Opened, type SessionLine } from './questions';

function stateOf(one: SessionLine): {
  word: 'contained' | 'failed' | 'person' | 'left' | 'open' | 'ended';
  tone: Tone;
} {
  if (one.contained) return { word: 'contained', tone: 'ok' };
  if (one.failed) return { word: 'failed', tone: 'bad' };
  if (one.why) return { word: 'person', tone: 'info' };
  if (one.ended === null) return { word: 'open', tone: 'accent' };
  return one.outcome === 'left' ? { word: 'left', tone: 'warn' } : { word: 'ended', tone: 'plain' };
}

function Item({ one }: { one: SessionLine }) {
  const { t } = useTranslation('selfservice');
  const { word, tone } = stateOf(one);
  return (
    <>
      <span className={styles['who']}>
        <ChannelIcon channel={one.channel} size={15} />
        <Whose one={one} />
        <Chip tone={tone}>{t(`state.${word}`)}</Chip>
      </span>
      <small className={styles['quiet']}>
        {fullTime(Date.parse(one.began))}
        {` · ${one.flow}`}
        {one.node && ` · ${t('endedAt', { node: one.node })}`}
        {one.seconds !== null && ` · ${figure(one.seconds, 'seconds')}`}
        {one.why && ` · ${textAt(`selfservice:why.${one.why}`) ?? one.why}`}
      </small>
    </>
  );
}

export function Sessions({ opened, onClose }: { opened: Opened; onClose: () => void }) {
  const { t } = useTranslation('selfservice');
  return (
    <Behind
      title={opened.title}
      query={useSessions(opened)}
      keyOf={(one) => `${one.interaction} ${one.began}`}
      nothing={t('noSessions')}
      nothingHint={t('noSessionsHint')}
      onClose={onClose}
    >
      {(one) => <Item one={one} />}
    </Behind>
  );
}
