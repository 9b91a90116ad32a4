/** Myself: how it looks in one click, my preferences, shortcuts, signing out. */
import { Menu } from '@mantine/core';
import {
  IconAdjustments,
  IconCheck,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconSun,
  IconSunMoon,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { signOut, useMe } from '@/api/session';
import { Avatar } from '@/ui/Bits';
import { preferences, usePreference } from '@/ui/prefs';
import { openOverlay } from './overlays';
import styles from './Shell.module.css';

const SCHEMES = [
  ['system', IconSunMoon],
  ['light', IconSun],
  ['dark', IconMoon],
] as const;

export function PersonMenu() {
  const { t } = useTranslation();
  const { user } = useMe();
  const scheme = usePreference('look.scheme');
  return (
    <Menu width={240}>
      <Menu.Target>
        <button type="button" className={styles['person']} aria-label={t('person.menu', { name: user.name })}>
          <Avatar name={user.name} size={32} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={styles['me']}>
          <strong>{user.name}</strong>
          <span>{user.email}</span>
        </div>
        <Menu.Item component={Link} to="/me" leftSection={<IconAdjustments size={16} />}>
          {t('person.preferences')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={() => openOverlay('help')}>
          {t('person.shortcuts')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('person.colours')}</Menu.Label>
        {SCHEMES.map(([name, Icon]) => (
          <Menu.Item
            key={name}
            leftSection={<Icon size={16} />}
            rightSection={name === scheme ? <IconCheck size={15} /> : null}
            onClick={() => preferences.set({ 'look.scheme': name })}
          >
            {t(`person.${name}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void signOut()}>
          {t('person.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
