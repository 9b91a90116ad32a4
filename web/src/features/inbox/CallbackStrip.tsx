/** A call to make: to which number, and from when. The number is called by one click. */
import { IconPhoneOutgoing } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/api/session';
import type { Conversation } from '@/api/types';
import { Strip } from '@/ui/Bits';
import { useSlot } from '@/ui/slots';
import { fullTime } from '@/ui/time';

const OPEN: ReadonlySet<string> = new Set(['in_flow', 'queued', 'offered', 'handling']);

export function CallbackStrip({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const callNumber = useSlot('callNumber');
  const { user } = useMe();
  const asked = conversation.interactions.find(({ callback, state }) => callback !== null && OPEN.has(state));
  if (!asked?.callback) return null;
  const { number, shown, not_before: from } = asked.callback;
  return (
    <Strip tone="info">
      <IconPhoneOutgoing size={16} aria-hidden />
      <span>
        {t('callback.to')}{' '}
        {callNumber({
          number,
          shown,
          conversation: conversation.id,
          customer: conversation.customer.id,
          callback: asked.state === 'handling' && asked.agent?.id === user.id ? asked.id : undefined,
        })}
        {asked.state === 'in_flow' && from
          ? ` · ${t('callback.from', { time: fullTime(Date.parse(from)) })}`
          : ''}
      </span>
    </Strip>
  );
}
