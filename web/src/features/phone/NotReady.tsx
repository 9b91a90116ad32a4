/** Available, and yet no call can ring here: why, and what to do, while everything else comes as usual. */
import { Button } from '@mantine/core';
import { IconPhoneOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCalling } from '@/live/calling';
import { useLive } from '@/live/store';
import { usePrefs } from '@/ui/prefs';
import styles from './Phone.module.css';

interface Presence {
  state?: string;
  /** Empty: calls ring. */
  phone?: string;
}

export function NotReady({ onDevices }: { onDevices: () => void }) {
  const { t } = useTranslation('phone');
  const presence = useLive((live) => live.presence as Presence | null);
  const voice = useCalling((calling) => calling.voice);
  const atDesk = usePrefs((prefs) => prefs.values['phone.where'] === 'desk');
  const missing = presence?.phone ?? '';
  if (!voice || missing === '' || presence?.state !== 'available') return null;
  const why = atDesk && missing === 'unregistered' ? 'desk' : (missing as 'page');
  return (
    <section className={styles['ended']} role="status" aria-label={t('notReady.title')}>
      <IconPhoneOff size={20} aria-hidden />
      <span>
        <strong>{t('notReady.title')}</strong> {t(`notReady.${why}`)}
      </span>
      <Button variant="default" onClick={onDevices}>
        {t('devices.title')}
      </Button>
    </section>
  );
}
