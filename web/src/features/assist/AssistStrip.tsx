/** Beside a conversation: what could be offered, or why not; and a summary where somebody takes over or finishes. */
import { Button } from '@mantine/core';
import { IconBulb, IconBulbOff, IconSparkles } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sayProblem } from '@/ui/problem';
import type { AssistStripAsked } from '@/ui/slots';
import { ListSkeleton } from '@/ui/States';
import { toast } from '@/ui/toast';
import { textAt } from '@/ui/i18n';
import styles from './Assist.module.css';
import { DraftView } from './DraftView';
import { end, propose, useSuggestions, type Draft, type How, type Suggestion } from './questions';

function Offer({ one, onWrite }: { one: Suggestion; onWrite: AssistStripAsked['onWrite'] }) {
  const { t } = useTranslation('assist');
  const choose = async (how: How) => {
    if (how === 'edited') onWrite(one.text, 'reply');
    try {
      await end(one.id, how);
    } catch (error) {
      toast.failed(sayProblem(error));
    }
  };
  if (one.state !== 'made') {
    const done = textAt(`assist:offer.done.${one.state}`);
    return done ? (
      <p className={styles['how']}>
        <strong>{one.offering_name}</strong>: {done}
      </p>
    ) : null;
  }
  return (
    <div className={styles['offer']}>
      <p>
        <strong>{t('offer.title')}:</strong> {one.text}
      </p>
      {one.sources.length > 0 && (
        <p className={styles['because']}>
          {t('offer.because')}: {one.sources.map((source) => `${source.name}: ${source.text}`).join(' · ')}
        </p>
      )}
      <div className={styles['buttons']}>
        <Button size="compact-xs" onClick={() => void choose('taken')}>
          {t('offer.taken')}
        </Button>
        <Button size="compact-xs" variant="default" onClick={() => void choose('edited')}>
          {t('offer.edited')}
        </Button>
        <Button size="compact-xs" variant="subtle" onClick={() => void choose('discarded')}>
          {t('offer.discarded')}
        </Button>
      </div>
    </div>
  );
}

function Summary({ conversation, wrapping, onWrite }: Omit<AssistStripAsked, 'status'>) {
  const { t } = useTranslation('assist');
  const [shown, setShown] = useState<Draft | 'coming' | null>(null);
  const read = async () => {
    setShown('coming');
    try {
      setShown(await propose(conversation, 'summary'));
    } catch (error) {
      setShown(null);
      toast.failed(sayProblem(error));
    }
  };
  return (
    <>
      <div className={styles['stripLine']}>
        <span>{wrapping ? t('wrapUp') : t('handedOver')}</span>
        <Button
          size="compact-xs"
          variant="default"
          aria-expanded={shown !== null}
          onClick={() => (shown ? setShown(null) : void read())}
        >
          {shown ? t('hide') : t('readSummary')}
        </Button>
      </div>
      {shown === 'coming' && <ListSkeleton rows={1} />}
      {shown && shown !== 'coming' && !shown.text && <p className={styles['how']}>{t('nothing.summary')}</p>}
      {shown && shown !== 'coming' && shown.text && (
        <DraftView key={shown.id} draft={shown} onInsert={onWrite} onDone={() => setShown(null)} />
      )}
    </>
  );
}

export function AssistStrip({ conversation, wrapping, onWrite }: AssistStripAsked) {
  const { t } = useTranslation('assist');
  const { data } = useSuggestions(conversation);
  const items = data?.items ?? [];
  const offers = items.filter((one) => one.state !== 'withheld');
  const withheld = items.filter((one) => one.state === 'withheld');
  const summary = wrapping || (data?.handed_over ?? false);
  if (!summary && items.length === 0) return null;
  const Icon = offers.length > 0 ? IconBulb : withheld.length > 0 ? IconBulbOff : IconSparkles;
  return (
    <section className={styles['strip']} aria-label={t('title')}>
      <Icon size={16} aria-hidden />
      <div className={styles['stripLines']}>
        {offers.map((one) => (
          <Offer key={one.id} one={one} onWrite={onWrite} />
        ))}
        {withheld.map((one) => (
          <p key={one.id} className={styles['how']}>
            {t('offer.withheld', {
              name: one.offering_name,
              why: textAt(`assist:offer.why.${one.why}`) ?? one.why,
            })}
          </p>
        ))}
        {summary && <Summary conversation={conversation} wrapping={wrapping} onWrite={onWrite} />}
      </div>
    </section>
  );
}
