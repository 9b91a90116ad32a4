/** Missed calls and voice messages: who it was, what became of it, call back, listen. */
import { IconMessage2Off, IconPhoneCheck } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf, useCatalog } from '@/api/session';
import { Chip, type Tone } from '@/ui/Bits';
import { figure } from '@/ui/figures';
import { sayProblem } from '@/ui/problem';
import { useSlot } from '@/ui/slots';
import { EmptyState, ErrorState, ListSkeleton } from '@/ui/States';
import { momentShort } from '@/ui/time';
import styles from './Calls.module.css';
import { useMissed, useVoicemails, type Missed, type Voicemail } from './questions';

/** Whatever of a list there is: it comes, it failed, it is empty, or it is shown. */
export function Listed<T>({ query, show }: { query: UseQueryResult<T>; show: (data: T) => ReactNode }) {
  const { t } = useTranslation('calls');
  if (query.isPending) return <ListSkeleton rows={6} />;
  if (query.isError) {
    const again = () => void query.refetch();
    return <ErrorState title={t('failed')} detail={sayProblem(query.error)} onRetry={again} />;
  }
  return show(query.data);
}

interface CallerProps {
  one: Missed | Voicemail;
  tone: Tone;
  said: string;
  about: string;
  children?: ReactNode;
}

function Caller({ one, tone, said, about, children }: CallerProps) {
  const { t, i18n } = useTranslation('calls');
  const { queues } = useCatalog();
  const callNumber = useSlot('callNumber');
  const name = one.name || one.shown || t('unknown');
  return (
    <li className={styles['card']}>
      <div className={styles['head']}>
        <Link to={`/inbox/all/${one.conversation}` as string} title={t('open')}>
          {name}
        </Link>
        <Chip tone={tone}>{said}</Chip>
        <span className={styles['call']}>
          {one.number
            ? callNumber({
                number: one.number,
                shown: one.shown,
                label: t('callBack', { name, number: one.shown }),
                conversation: one.conversation,
                customer: one.customer,
              })
            : t('noNumber')}
        </span>
      </div>
      <small>
        {momentShort(Date.parse(one.at))}
        {one.queue && ` · ${nameOf(queues, one.queue, i18n.language)}`} · {about}
      </small>
      {children}
    </li>
  );
}

const TONES: Readonly<Record<string, Tone>> = {
  waiting: 'warn',
  called_back: 'ok',
  served: 'ok',
  unreached: 'bad',
};

export function MissedCalls({ days }: { days: number }) {
  const { t } = useTranslation('calls');
  const query = useMissed(days);
  return (
    <Listed
      query={query}
      show={({ items, recovery }) =>
        items.length === 0 ? (
          <EmptyState icon={<IconPhoneCheck size={26} stroke={1.6} aria-hidden />} title={t('noMissed')}>
            {t('noMissedHint')}
          </EmptyState>
        ) : (
          <>
            <p className={styles['rate']}>
              {recovery.rate !== null && (
                <>
                  <b>{figure(100 * recovery.rate, 'percent')}</b>{' '}
                  {t('recoveredOf', {
                    recovered: recovery.recovered,
                    count: recovery.missed - recovery.waiting,
                  })}
                  {' · '}
                </>
              )}
              {t('pendingOf', { count: recovery.waiting })}
              <small>{t('recoveryWhat')}</small>
            </p>
            <ul className={styles['cards']}>
              {items.map((one) => (
                <Caller
                  key={one.interaction}
                  one={one}
                  tone={TONES[one.state] ?? 'plain'}
                  said={t(`state.${one.state as 'waiting'}`)}
                  about={t('waitedFor', { time: figure(one.waited_seconds, 'seconds') })}
                />
              ))}
            </ul>
          </>
        )
      }
    />
  );
}

export function Voicemails({ days }: { days: number }) {
  const { t } = useTranslation('calls');
  const recording = useSlot('recording');
  const query = useVoicemails(days);
  return (
    <Listed
      query={query}
      show={({ items }) =>
        items.length === 0 ? (
          <EmptyState icon={<IconMessage2Off size={26} stroke={1.6} aria-hidden />} title={t('noMessages')}>
            {t('noMessagesHint')}
          </EmptyState>
        ) : (
          <ul className={styles['cards']}>
            {items.map((one) => (
              <Caller
                key={one.interaction}
                one={one}
                tone={t(`work.${one.state as 'done'}`) === t('work.done') ? 'ok' : 'warn'}
                said={t(`work.${one.state as 'done'}`)}
                about={t('lasts', { time: figure(one.seconds, 'seconds') })}
              >
                {recording(one.recording, one.conversation)}
              </Caller>
            ))}
          </ul>
        )
      }
    />
  );
}
