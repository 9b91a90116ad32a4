/** Where calls to this person ring: in his browser, or on the telephone on his desk; and what is typed into that one. */
import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { deskPhoneOf, passwordOf } from '@/api/deskPhone';
import { useMe } from '@/api/session';
import { useCalling } from '@/live/calling';
import { DeskAccount } from '@/ui/DeskAccount';
import { preferences, usePrefs } from '@/ui/prefs';
import { toast } from '@/ui/toast';
import styles from './Phone.module.css';

export function DeskPhone() {
  const { t } = useTranslation('phone');
  const { user } = useMe();
  const engines = useCalling((state) => state.engines);
  const kept = usePrefs((prefs) => prefs.values);
  if (!engines.includes('asterisk')) return null;
  const where = kept['phone.where'] === 'desk' ? 'desk' : 'browser';
  const save = (asked: string) => {
    preferences.set({ 'phone.where': asked === 'desk' ? 'desk' : '' });
    toast.done(t('devices.saved'));
  };
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
      <legend style={{ padding: 0, fontWeight: 540 }}>{t('devices.where')}</legend>
      <div className={styles['line']}>
        <SegmentedControl
          aria-label={t('devices.where')}
          value={where}
          onChange={save}
          data={[
            { value: 'browser', label: t('devices.browser') },
            { value: 'desk', label: t('devices.desk') },
          ]}
        />
      </div>
      {where === 'desk' && (
        <DeskAccount look={() => deskPhoneOf(user.id)} show={(renew) => passwordOf(user.id, renew)} />
      )}
    </fieldset>
  );
}
