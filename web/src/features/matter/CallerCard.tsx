/** Who is calling: name, company, what is open and what was promised; before the call is answered. */
import { Radio } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Avatar, Chip } from '@/ui/Bits';
import { ChannelIcon } from '@/ui/icons';
import { useNow, whenShort } from '@/ui/time';
import styles from './Matter.module.css';
import { PromiseLine } from './PromiseLine';
import type { Caller } from './questions';

export const NEW_MATTER = 'new';

interface Props {
  caller: Caller;
  chosen: boolean;
  /** The conversation it is about. */
  about: string;
  onAbout: (conversation: string) => void;
}

function Matters({ caller, about, onAbout }: Omit<Props, 'chosen'>) {
  const { t } = useTranslation(['matter', 'desk']);
  const now = useNow();
  return (
    <Radio.Group
      aria-label={t('matter:call.about')}
      value={about}
      onChange={onAbout}
      className={styles['callerPart']}
    >
      <h3>{t('matter:call.openMatters')}</h3>
      <ul className={styles['matters']}>
        {caller.open.map((row) => (
          <li key={row.id}>
            <label>
              <Radio value={row.id} size="xs" aria-label={row.subject || row.last_line} />
              <ChannelIcon channel={row.channel} size={14} />
              <span>#{row.number}</span>
              <Chip>{t(`desk:status.${row.status as 'open'}`)}</Chip>
              <em>{row.subject || row.last_line}</em>
              <small>{whenShort(Date.parse(row.touched_at), now)}</small>
            </label>
          </li>
        ))}
        <li>
          <label>
            <Radio value={NEW_MATTER} size="xs" aria-label={t('matter:call.newMatter')} />
            <span>{t('matter:call.newMatter')}</span>
          </label>
        </li>
      </ul>
    </Radio.Group>
  );
}

export function CallerCard({ caller, chosen, about, onAbout }: Props) {
  const { t } = useTranslation('matter');
  const { customer } = caller;
  return (
    <article className={styles['caller']} data-chosen={chosen || undefined}>
      <div className={styles['callerName']}>
        <Avatar name={customer.name || '?'} size={32} />
        <strong>{customer.name || '—'}</strong>
        {customer.organization && <span>{customer.organization}</span>}
        {customer.vip && <Chip tone="accent">VIP</Chip>}
      </div>
      {caller.commitments.length > 0 && (
        <div className={styles['callerPart']}>
          <h3>{t('call.promised')}</h3>
          {caller.commitments.slice(0, 4).map((one) => (
            <PromiseLine key={one.id} one={one} bare />
          ))}
        </div>
      )}
      {chosen && <Matters caller={caller} about={about} onAbout={onAbout} />}
    </article>
  );
}
