/** Before the browser asks for the microphone: why it will, and a button that makes it ask now and not mid-call. */
import { Button } from '@mantine/core';
import { IconMicrophone } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { allowed, openMicrophone, troubleOf, type Trouble } from './line/devices';
import styles from './Phone.module.css';
import { telephone } from './telephone';

export function Priming() {
  const { t } = useTranslation('phone');
  const [state, setState] = useState<'granted' | 'denied' | 'prompt' | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  useEffect(() => {
    void allowed().then(setState);
  }, []);
  if (state !== 'prompt') return null;
  const ask = async () => {
    try {
      (await openMicrophone()).stop();
      setState('granted');
      telephone.lookAgain();
    } catch (error) {
      setTrouble(troubleOf(error));
    }
  };
  return (
    <section className={styles['ended']} aria-label={t('permission.title')}>
      <IconMicrophone size={20} aria-hidden />
      <span>
        <strong>{t('permission.title')}</strong> {trouble ? t(`problem.${trouble}`) : t('permission.text')}
      </span>
      <Button onClick={() => void ask()}>{t('permission.ask')}</Button>
    </section>
  );
}
