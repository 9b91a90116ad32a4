/** A number that can be called by one click: by the centre's own telephone, else by whatever the computer has. */
import { ActionIcon } from '@mantine/core';
import { IconPhone, IconPhoneOutgoing } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { dialCall } from '@/api/calls';
import { useCalling } from '@/live/calling';
import type { CallNumberAsked } from '@/ui/slots';
import { toast } from '@/ui/toast';
import { useDoing } from './doing';
import styles from './Phone.module.css';
import { telephone } from './telephone';

export function CallNumber({
  number,
  shown,
  label,
  compact,
  conversation,
  customer,
  callback,
}: CallNumberAsked) {
  const { t } = useTranslation('phone');
  const outside = useCalling((state) => state.outside);
  const { busy, act } = useDoing();
  const name = label ?? `${t('do.dial')} ${shown}`;
  if (!outside && compact) {
    return (
      <ActionIcon component="a" href={`tel:${number.replaceAll(' ', '')}`} size={24} aria-label={name}>
        <IconPhone size={14} />
      </ActionIcon>
    );
  }
  if (!outside) {
    return (
      <a href={`tel:${number.replaceAll(' ', '')}`} aria-label={name}>
        {shown}
      </a>
    );
  }
  const call = async () => {
    telephone.takeHere();
    await dialCall(
      callback ? { callback } : { to: { kind: 'number', value: number }, conversation, customer },
    );
    toast.done(t('dial.placed', { name: shown }));
  };
  if (compact) {
    return (
      <ActionIcon size={24} aria-label={name} loading={busy !== ''} onClick={() => act('dial', call)}>
        <IconPhone size={14} />
      </ActionIcon>
    );
  }
  return (
    <button
      type="button"
      className={styles['callLink']}
      aria-label={name}
      title={name}
      disabled={busy !== ''}
      onClick={() => act('dial', call)}
    >
      <IconPhoneOutgoing size={15} aria-hidden />
      {shown}
    </button>
  );
}
