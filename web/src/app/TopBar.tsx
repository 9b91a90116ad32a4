/** The bar above: whose centre, my state and for how long, myself. */
import { ActionIcon } from '@mantine/core';
import { IconPencilPlus, IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay, useMe } from '@/api/session';
import { Chip } from '@/ui/Bits';
import { PersonMenu } from './PersonMenu';
import { PresenceMenu } from './PresenceMenu';
import styles from './Shell.module.css';

const Approvals = lazy(async () => ({
  default: (await import('@/features/customer/Approvals')).Approvals,
}));

const DemoMenu = lazy(async () => ({ default: (await import('./DemoMenu')).DemoMenu }));

export function TopBar() {
  const { t } = useTranslation();
  const { centre } = useMe();
  const supervises = useMay('queue.supervise');
  const writes = useMay('conversation.reply');
  return (
    <header className={styles['bar']}>
      <span className={styles['mark']}>
        <img src="/favicon.svg" width={28} height={28} alt="Atiende" />
      </span>
      <span className={styles['centre']}>{centre.name}</span>
      {centre.demo && (
        <Suspense fallback={<Chip tone="note">{t('app.demo')}</Chip>}>
          <DemoMenu />
        </Suspense>
      )}
      <div className={styles['right']}>
        {supervises && (
          <Suspense fallback={null}>
            <Approvals />
          </Suspense>
        )}
        <ActionIcon component={Link} to={'/search' as string} size={32} aria-label={t('command.search')}>
          <IconSearch size={18} />
        </ActionIcon>
        {writes && (
          <ActionIcon component={Link} to={'/new' as string} size={32} aria-label={t('command.new')}>
            <IconPencilPlus size={18} />
          </ActionIcon>
        )}
        <PresenceMenu />
        <PersonMenu />
      </div>
    </header>
  );
}
