/** Why it still waits, why it went to whom: for an agent about himself, for a supervisor about everybody. */
import { Drawer } from '@mantine/core';
import { IconAlertTriangle, IconStar } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Chip } from '@/ui/Bits';
import { Elapsed } from '@/ui/Elapsed';
import { currentLanguage, textAt } from '@/ui/i18n';
import { sayProblem } from '@/ui/problem';
import { say, urgency, type Names } from '@/ui/rules';
import type { WhyAsked } from '@/ui/slots';
import { ErrorState, ListSkeleton } from '@/ui/States';
import { shortSpan, useNow } from '@/ui/time';
import { Candidates, Counted } from './Candidates';
import { useReceipts, useWhy, type Why } from './questions';
import { OneReceipt } from './Receipts';
import styles from './Routing.module.css';
import { Steps } from './Steps';
import { useNames } from './useNames';
import { reasonInWords } from './words';

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles['part']} aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Due({ at }: { at: string }) {
  const { t } = useTranslation('routing');
  const left = Date.parse(at) - useNow();
  if (left >= 0) return <>{t('why.dueIn', { span: shortSpan(left) })}</>;
  return (
    <Chip tone="bad">
      <IconAlertTriangle size={12} aria-hidden /> {t('why.overdueFor', { span: shortSpan(-left) })}
    </Chip>
  );
}

function Standing({ why }: { why: Why }) {
  const { t } = useTranslation(['routing', 'desk']);
  return (
    <dl className={styles['standing']}>
      <div>
        <dt>{t('why.place')}</dt>
        <dd>
          {why.position} <small>{t('why.ofWaiting', { ahead: why.ahead })}</small>
        </dd>
      </div>
      <div>
        <dt>{t('why.wait')}</dt>
        <dd>
          <Elapsed since={Date.parse(why.since)} clock />
        </dd>
      </div>
      <div>
        <dt>{t('why.expected')}</dt>
        <dd>
          {why.expected
            ? t('why.expectedRange', {
                low: shortSpan(why.expected.low_ms),
                high: shortSpan(why.expected.high_ms),
              })
            : t('why.expectedNone')}
        </dd>
      </div>
      {why.due && (
        <div>
          <dt>{t('why.due')}</dt>
          <dd>
            <Due at={why.due} />
          </dd>
        </div>
      )}
      <div>
        <dt>{t('why.priority')}</dt>
        <dd>
          {urgency(why.priority)}{' '}
          {why.vip && (
            <Chip tone="accent">
              <IconStar size={12} aria-hidden /> {t('why.vip')}
            </Chip>
          )}
        </dd>
      </div>
    </dl>
  );
}

function Me({ why, names }: { why: Why; names: Names }) {
  const { t } = useTranslation('routing');
  if (!why.me || why.complete) return null;
  const reason = why.me.reasons[0];
  return (
    <Part title={t('why.me')}>
      <p className={styles['me']} data-fits={why.me.fits || undefined}>
        {reason === undefined
          ? t('why.meCould')
          : t('why.meCouldNot', { reason: reasonInWords(reason, names.skill) })}
      </p>
    </Part>
  );
}

function Next({ why }: { why: Why }) {
  const { t } = useTranslation('routing');
  const now = useNow();
  const left = why.next_at ? Date.parse(why.next_at) - now : null;
  return (
    <p className={styles['quiet']}>
      {left === null ? t('why.nextNone') : t('why.next', { span: shortSpan(Math.max(0, left)) })}
    </p>
  );
}

function Waits({ why, names }: { why: Why; names: Names }) {
  const { t } = useTranslation('routing');
  return (
    <>
      <Standing why={why} />
      <Me why={why} names={names} />
      <Part title={t('why.agents')}>
        {why.complete ? (
          <Candidates
            candidates={why.candidates}
            names={names}
            rule={why.rules?.choice ?? ''}
            at={Date.parse(why.at)}
          />
        ) : (
          <>
            <Counted able={why.able} excluded={why.excluded} names={names} />
            <p className={styles['quiet']}>{t('why.hidden')}</p>
          </>
        )}
      </Part>
      {why.rules && (
        <Part title={t('why.steps')}>
          <Steps rules={why.rules} names={names} />
          <Next why={why} />
        </Part>
      )}
      {why.rules && (
        <Part title={t('why.first')}>
          <p>
            {say(`orderOf.${why.rules.order}`)}{' '}
            {textAt(`routing:choose.${why.rules.choice}`) ?? say(`asked.${why.rules.choice}`)}
          </p>
        </Part>
      )}
    </>
  );
}

function Offers({ interaction, offer, names }: { interaction: string; offer: string; names: Names }) {
  const { t } = useTranslation('routing');
  const { data, isError, error } = useReceipts(interaction);
  if (isError) return <ErrorState title={t('why.loading')} detail={sayProblem(error)} />;
  if (!data) return <ListSkeleton rows={2} />;
  const asked = offer ? data.items.filter((one) => one.offer === offer) : data.items;
  const shown = asked.length ? asked : data.items;
  if (shown.length === 0) return null;
  return (
    <Part title={t('why.offers')}>
      {[...shown].reverse().map((receipt) => (
        <OneReceipt key={receipt.offer} receipt={receipt} names={names} />
      ))}
    </Part>
  );
}

function Body({ interaction, offer = '' }: { interaction: string; offer?: string | undefined }) {
  const { t } = useTranslation(['routing', 'why', 'desk']);
  const names = useNames();
  const query = useWhy(interaction);
  if (query.isPending) return <ListSkeleton rows={5} />;
  if (query.isError) return <ErrorState title={t('desk:why.failed')} detail={sayProblem(query.error)} />;
  const why = query.data;
  return (
    <div className={styles['why']}>
      {offer === '' && <p className={styles['answer']}>{why.text[currentLanguage()]}</p>}
      {offer === '' && why.waiting && <Waits why={why} names={names} />}
      <Offers interaction={interaction} offer={offer} names={names} />
    </div>
  );
}

export function WhyDrawer({ interaction, offer, title, onClose }: WhyAsked) {
  const { t } = useTranslation(['routing', 'desk']);
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="min(600px, 100vw)"
      title={title}
      closeButtonProps={{ 'aria-label': t('desk:common.close') }}
      overlayProps={{ backgroundOpacity: 0.25 }}
    >
      <Body interaction={interaction} offer={offer} />
    </Drawer>
  );
}
