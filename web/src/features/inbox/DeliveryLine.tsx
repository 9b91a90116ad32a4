/** How far a message of ours has come, and what to do when it came nowhere. */
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconChecks, IconClock, IconHelpCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { api, told } from '@/api/client';
import type { Delivery, MessageEntry } from '@/api/types';
import { textAt } from '@/ui/i18n';
import { attempt } from './attempt';
import styles from './Timeline.module.css';

type Way = Exclude<Delivery, 'received'>;

const ICONS = {
  written: IconClock,
  attempting: IconClock,
  sent: IconCheck,
  delivered: IconChecks,
  read: IconChecks,
  failed: IconAlertTriangle,
  unconfirmed: IconHelpCircle,
} as const;

export function DeliveryLine({ message }: { message: MessageEntry }) {
  const { t } = useTranslation();
  const status: Way = message.status === 'received' ? 'sent' : message.status;
  const Icon = ICONS[status];
  const trouble = status === 'failed' || status === 'unconfirmed';
  const why = message.reason ? (textAt(`desk:failure.${message.reason}`) ?? '') : '';
  return (
    <div className={styles['delivery']} data-status={status} role={trouble ? 'alert' : undefined}>
      <Icon size={14} aria-hidden />
      <span>
        {t(`delivery.${status}`)}
        {trouble && why ? ` ${why}` : ''}
      </span>
      {trouble && (
        <Button
          size="compact-xs"
          variant="default"
          onClick={() =>
            void attempt(() =>
              told(
                api.POST('/api/v1/messages/{message_id}/resend', {
                  params: { path: { message_id: message.id } },
                }),
              ),
            )
          }
        >
          {t('delivery.again')}
        </Button>
      )}
    </div>
  );
}
