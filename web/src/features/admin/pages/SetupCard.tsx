/** What is left of setting up, for whoever began it and closed the page. */
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Strip } from '@/ui/Bits';
import { leftOfSetup } from '@/ui/setupLeft';

export function SetupCard() {
  const { t } = useTranslation('admin');
  const left = leftOfSetup();
  if (!left) return null;
  return (
    <Strip tone="info">
      <span>
        <b>{t('home.setupLeft')}.</b> {t('home.setupDone', { done: left.done, all: left.all })}
      </span>
      <Button component={Link} to={'/setup' as string} size="compact-sm">
        {t('home.setupGo')}
      </Button>
    </Strip>
  );
}
