/** Whether an address works, as shape, colour and words. */
import { IconAlertTriangle, IconCircleCheck, IconEye, IconPlayerPause } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import endpoint from './Endpoint.module.css';

const ICONS = { ok: IconCircleCheck, failing: IconAlertTriangle, off: IconPlayerPause, dry_run: IconEye };
type Status = keyof typeof ICONS;

export function Light({ status }: { status: string }) {
  const { t } = useTranslation('admin');
  const known: Status = status in ICONS ? (status as Status) : 'off';
  const Icon = ICONS[known];
  return (
    <span className={endpoint['light']} data-status={known}>
      <Icon size={16} aria-hidden />
      {t(`light.${known}`)}
    </span>
  );
}
