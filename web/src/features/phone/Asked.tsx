/** A colleague asks me into his call: who, about whom; I answer or not now. The rest is an offer like any other. */
import { Button } from '@mantine/core';
import { IconPhoneIncoming } from '@tabler/icons-react';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { order, type CallView } from '@/api/calls';
import { chime } from '@/ui/chime';
import { preferences } from '@/ui/prefs';
import { useDoing } from './doing';
import { chosen } from './line/devices';
import styles from './Phone.module.css';
import { telephone } from './telephone';
import { useName } from './Who';

const EVERY = 3_500;

/** Rings as long as this stands there, by the loudspeaker chosen. */
export function useRinging(on: boolean): void {
  useEffect(() => {
    if (!on || preferences.get('sound.offer') !== 'on') return undefined;
    const ring = () => chime('rise', chosen().speaker);
    ring();
    const timer = setInterval(ring, EVERY);
    return () => clearInterval(timer);
  }, [on]);
}

const GAP = 10;

/** Offers stand in the same corner: they begin where this ends. */
function useRoom() {
  const whole = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const page = document.documentElement.style;
    page.setProperty('--asked', `${String((whole.current?.offsetHeight ?? 0) + GAP)}px`);
    return () => void page.removeProperty('--asked');
  }, []);
  return whole;
}

export function Asked({ call }: { call: CallView }) {
  const { t } = useTranslation('phone');
  const nameOf = useName();
  const { busy, act } = useDoing();
  const whole = useRoom();
  useRinging(true);
  const asker = call.legs.find((one) => one.role === 'agent' && !one.offered)?.name ?? '';
  return (
    <section ref={whole} className={styles['asked']} aria-label={t('asked.title', { name: asker })}>
      <div className={styles['line']} role="alert">
        <IconPhoneIncoming size={22} aria-hidden />
        <div style={{ flex: 1 }}>
          <strong>{t('asked.title', { name: asker })}</strong>
          <div className={styles['hint']}>
            {t('asked.about', { customer: nameOf(call) })}
            {call.organization && ` · ${call.organization}`}
          </div>
        </div>
      </div>
      <div className={styles['line']}>
        <Button flex={1} onClick={() => telephone.answer(call.my_leg)}>
          {t('asked.answer')}
        </Button>
        <Button
          variant="default"
          loading={busy === 'decline'}
          onClick={() => act('decline', () => order.hangUp(call.interaction))}
        >
          {t('asked.decline')}
        </Button>
      </div>
    </section>
  );
}
