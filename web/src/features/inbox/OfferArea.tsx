/**
 * Work that is offered: a banner at the top right that takes no focus and covers nothing that is written in. It rings,
 * and the tab's title says so; accepting opens the conversation.
 */
import { Button } from '@mantine/core';
import { IconStarFilled } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOffer } from '@/api/offers';
import { nameOf, useCatalog } from '@/api/session';
import type { Offer, Row } from '@/api/types';
import { live, useLive } from '@/live/store';
import { Chip } from '@/ui/Bits';
import { ChannelIcon } from '@/ui/icons';
import { sayProblem } from '@/ui/problem';
import { shortSpan, useNow } from '@/ui/time';
import { toast } from '@/ui/toast';
import styles from './Offer.module.css';

const OfferCall = lazy(async () => ({ default: (await import('./OfferCall')).OfferCall }));

const VOICE = 'voice';

function Banner({ offer, compact }: { offer: Offer; compact: boolean }) {
  const { t, i18n } = useTranslation();
  const { queues, reasons } = useCatalog();
  const navigate = useNavigate();
  const now = useNow();
  const [busy, setBusy] = useState<'accept' | 'decline' | null>(null);
  const [from, to] = [Date.parse(offer.made_at), Date.parse(offer.expires_at)];
  const left = Math.max(0, to - now);
  const answer = async (verb: 'accept' | 'decline') => {
    setBusy(verb);
    try {
      await answerOffer(offer.id, verb);
      live.dropOffer(offer.id);
      if (verb === 'accept') await navigate({ to: `/inbox/mine/${offer.conversation}` as string });
    } catch (error) {
      toast.failed(sayProblem(error));
      setBusy(null);
    }
  };
  const name = offer.customer.name || t('customer.unnamed');
  return (
    <article
      className={styles['offer']}
      data-compact={compact || undefined}
      aria-label={t(offer.channel === VOICE ? 'offer.call' : 'offer.from', { name })}
    >
      <div
        className={styles['line']}
        style={{ transform: `scaleX(${String(left / Math.max(1, to - from))})` }}
        aria-hidden
      />
      <header>
        <span className={styles['icon']}>
          <ChannelIcon channel={offer.channel} size={20} />
        </span>
        <div>
          <strong>{name}</strong>
          {offer.customer.organization && (
            <span className={styles['muted']}> · {offer.customer.organization}</span>
          )}
          <div className={styles['facts']}>
            <Chip tone="accent">{nameOf(queues, offer.queue, i18n.language)}</Chip>
            {offer.customer.vip && (
              <Chip tone="accent" title={t('customer.isVip')}>
                <IconStarFilled size={11} aria-hidden /> {t('customer.vip')}
              </Chip>
            )}
            {offer.priority <= 2 && <Chip tone="bad">{t(`priority.${offer.priority as 1}`)}</Chip>}
            {offer.reason && <Chip>{nameOf(reasons, offer.reason, i18n.language)}</Chip>}
            <span className={styles['muted']}>
              {t('offer.waited', { time: shortSpan(offer.waited_ms + Math.max(0, now - from)) })}
            </span>
          </div>
          {offer.channel === VOICE && (
            <Suspense fallback={null}>
              <OfferCall interaction={offer.interaction} conversation={offer.conversation} />
            </Suspense>
          )}
        </div>
        <span className={styles['count']} aria-hidden>
          {Math.ceil(left / 1000)}
        </span>
      </header>
      <p>
        {offer.subject && <b>{offer.subject} </b>}
        {offer.last_line}
      </p>
      <footer>
        <Button
          flex={1}
          size="sm"
          loading={busy === 'accept'}
          disabled={busy === 'decline'}
          onClick={() => void answer('accept')}
        >
          {t(offer.channel === VOICE ? 'offer.answer' : 'offer.accept')}
        </Button>
        <Button
          size="sm"
          variant="default"
          loading={busy === 'decline'}
          disabled={busy === 'accept'}
          onClick={() => void answer('decline')}
        >
          {t('offer.decline')}
        </Button>
      </footer>
    </article>
  );
}

/** The tab's title speaks as long as any is open; the sound is the app's. */
function useAttention(offers: readonly Offer[]): void {
  const { t } = useTranslation();
  const any = offers.length > 0;
  useEffect(() => {
    if (!any) return;
    let was = document.title;
    const mark = `● ${t('offer.title')}`;
    const timer = setInterval(() => {
      if (document.title === mark) document.title = was;
      else {
        was = document.title;
        document.title = mark;
      }
    }, 900);
    return () => {
      clearInterval(timer);
      if (document.title === mark) document.title = was;
    };
  }, [any, t]);
}

export function OfferArea() {
  const { t } = useTranslation();
  const known = useLive((state) => state.offers) as unknown as Record<string, Offer>;
  const rows = useLive((state) => state.rows) as unknown as Record<string, Row>;
  const now = useNow();
  const offers = Object.values(known)
    .filter((offer) => Date.parse(offer.expires_at) > now)
    // Who he is may become known while it rings.
    .map((offer) => ({ ...offer, customer: rows[offer.conversation]?.customer ?? offer.customer }))
    .sort((a, b) => Date.parse(a.expires_at) - Date.parse(b.expires_at));
  useAttention(offers);
  const said = offers.map((offer) =>
    t(offer.channel === VOICE ? 'offer.call' : 'offer.from', {
      name: offer.customer.name || t('customer.unnamed'),
    }),
  );
  return (
    <>
      <div className="sr-only" role="alert">
        {said.join('. ')}
      </div>
      {offers.length > 0 && (
        <section className={styles['area']} aria-label={t('offer.area')}>
          {offers.map((offer, index) => (
            <Banner key={offer.id} offer={offer} compact={index > 0} />
          ))}
        </section>
      )}
    </>
  );
}
