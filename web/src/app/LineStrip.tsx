/** Says honestly when the line to the server is down, what is kept, and when it is tried again. */
import { Button } from '@mantine/core';
import { IconWifiOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useOutbox } from '@/api/outbox';
import { line, useLine } from '@/live/socket';
import { Strip } from '@/ui/Bits';
import { useNow } from '@/ui/time';

const PATIENCE = 1_500;

export function LineStrip() {
  const { t } = useTranslation();
  const { state, lostAt, nextTry } = useLine();
  const kept = useOutbox((outbox) => outbox.items.length);
  const now = useNow();
  if (state !== 'lost' || lostAt === null || now - lostAt < PATIENCE) return null;
  const seconds = nextTry === null ? 0 : Math.max(0, Math.ceil((nextTry - now) / 1000));
  return (
    <Strip tone="warn">
      <IconWifiOff size={16} aria-hidden />
      <span>
        {navigator.onLine ? t('line.lost') : t('line.offline')}{' '}
        {kept > 0 ? t('line.kept', { count: kept }) : t('line.safe')}
      </span>
      <span
        aria-hidden
        style={{ marginLeft: 'auto', whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}
      >
        {seconds > 0 ? t('line.next', { seconds }) : t('line.trying')}
      </span>
      <Button size="compact-xs" variant="default" onClick={line.retryNow}>
        {t('line.now')}
      </Button>
    </Strip>
  );
}
