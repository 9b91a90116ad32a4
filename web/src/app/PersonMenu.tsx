/** Myself: language, colours, sound, signing out. */
import { Button, Popover, SegmentedControl, Switch } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { changeMe, signOut, useMe } from '@/api/session';
import { Avatar } from '@/ui/Bits';
import { currentLanguage, setLanguage, type Language } from '@/ui/i18n';
import { usePrefs, type Scheme } from '@/ui/prefs';
import styles from './Shell.module.css';

async function speak(language: Language): Promise<void> {
  await setLanguage(language);
  await changeMe({ locale: language }).catch(() => undefined);
}

export function LookControls() {
  const { t } = useTranslation();
  const prefs = usePrefs();
  return (
    <div style={{ display: 'grid', gap: 10, padding: '6px 14px 12px' }}>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={t('person.language')}
        value={currentLanguage()}
        onChange={(value) => void speak(value === 'es' ? 'es' : 'en')}
        data={[
          { value: 'es', label: 'Español' },
          { value: 'en', label: 'English' },
        ]}
      />
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={t('person.colours')}
        value={prefs.scheme}
        onChange={(value) => prefs.setScheme(value as Scheme)}
        data={[
          { value: 'system', label: t('person.system') },
          { value: 'light', label: t('person.light') },
          { value: 'dark', label: t('person.dark') },
        ]}
      />
      <Switch
        label={t('person.contrast')}
        checked={prefs.contrast}
        onChange={(event) => prefs.setContrast(event.currentTarget.checked)}
      />
      <Switch
        label={t('person.sound')}
        checked={prefs.sound}
        onChange={(event) => prefs.setSound(event.currentTarget.checked)}
      />
    </div>
  );
}

export function PersonMenu() {
  const { t } = useTranslation();
  const { user } = useMe();
  return (
    <Popover width={280} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className={styles['person']} aria-label={t('person.menu', { name: user.name })}>
          <Avatar name={user.name} size={32} />
        </button>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t('person.menu', { name: user.name })}>
        <div className={styles['me']}>
          <strong>{user.name}</strong>
          <span>{user.email}</span>
        </div>
        <LookControls />
        <div className={styles['out']}>
          <Button
            variant="default"
            fullWidth
            leftSection={<IconLogout size={16} />}
            onClick={() => void signOut()}
          >
            {t('person.signOut')}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
