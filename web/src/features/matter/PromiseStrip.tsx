/** What is open towards this customer, above every later conversation: nobody has to ask him what was promised. */
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
  if (!data || data.items.length === 0) return null;
  const shown = all ? data.items : data.items.slice(0, FEW);
  const more = data.items.length - FEW;
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
