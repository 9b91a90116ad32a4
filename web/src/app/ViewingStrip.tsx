/** Says all the while that this is somebody else's desk, looked at, until when, and ends it. */
import { Button } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { api, told } from '@/api/client';
import { useMe } from '@/api/session';
import { Strip } from '@/ui/Bits';
import { hour, useNow } from '@/ui/time';

/** One's own desk again: everything is read anew. */
async function end(): Promise<void> {
  await told(api.DELETE('/api/v1/view-as'));
  window.location.assign('/admin/users');
}

export default function ViewingStrip() {
  const { t } = useTranslation('admin');
  const { user, viewing } = useMe();
  const now = useNow();
  const until = viewing ? Date.parse(viewing.until) : Infinity;
  const over = now > until;
  useEffect(() => {
    if (over) window.location.assign('/');
  }, [over]);
  if (!viewing) return null;
  return (
    <Strip tone="note">
      <IconEye size={16} aria-hidden />
      <b>{t('viewing.banner', { name: user.name })}</b>
      <span>{t('viewing.left', { until: hour(until) })}</span>
      <Button size="compact-xs" variant="default" ml="auto" onClick={() => void end()}>
        {t('viewing.end')}
      </Button>
    </Strip>
  );
}
