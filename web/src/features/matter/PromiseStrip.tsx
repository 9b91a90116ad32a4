/**
 * What is open towards this customer, above every later conversation: nobody has to ask him what was promised. What
 * was promised in this very one stands in its timeline, until it is overdue.
 */
import { Button } from '@mantine/core';
import { IconTargetArrow } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './Matter.module.css';
import { PromiseLine } from './PromiseLine';
import { usePromises } from './questions';

const FEW = 2;

export function PromiseStrip({ conversation }: { conversation: string }) {
  const { t } = useTranslation('matter');
  const { data } = usePromises(conversation);
  const [all, setAll] = useState(false);
  const items = data?.items.filter((one) => one.overdue || one.conversation !== conversation) ?? [];
  if (items.length === 0) return null;
  const shown = all ? items : items.slice(0, FEW);
  const more = items.length - FEW;
  return (
    <section className={styles['strip']} aria-label={t('promise.strip')}>
      <span className={styles['stripIcon']}>
        <IconTargetArrow size={16} aria-hidden />
      </span>
      <div className={styles['stripLines']}>
        {shown.map((one) => (
          <PromiseLine key={one.id} one={one} here={conversation} bare />
        ))}
        {more > 0 && (
          <Button size="compact-xs" variant="subtle" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? t('promise.hide') : t('promise.show', { count: more })}
          </Button>
        )}
      </div>
    </section>
  );
}
