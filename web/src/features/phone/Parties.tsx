/** Who else is in the call, once they are more than one; each can be held or taken out. */
import { ActionIcon } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { order, type CallLeg, type CallView } from '@/api/calls';
import { Avatar } from '@/ui/Bits';
import type { Doing } from './doing';
import { others, partOf } from './model';
import styles from './Phone.module.css';
import { useName } from './Who';

function useStates(leg: CallLeg): string {
  const { t } = useTranslation('phone');
  const states = [
    leg.state !== 'up' && t('party.calling'),
    leg.faltered && t('party.lost'),
    leg.held && t('party.held'),
    leg.room === 'aside' && t('party.aside'),
    leg.muted && t('party.muted'),
  ].filter((one) => one !== false);
  const role = leg.role === 'guest' && leg.user.startsWith('usr_') ? 'consulted' : leg.role; // a colleague, once everybody talks
  return states.length > 0 ? states.join(', ') : t(`role.${role}`);
}

function Party({ leg, call, doing }: { leg: CallLeg; call: CallView; doing: Doing }) {
  const { t } = useTranslation('phone');
  const nameOf = useName();
  const states = useStates(leg);
  const name = leg.role === 'customer' ? nameOf(call) : leg.name || leg.number || t(`role.${leg.role}`);
  const hold = () => (leg.held ? order.resume : order.hold)(call.interaction, leg.leg);
  const leads = partOf(call) === 'leads';
  return (
    <li className={styles['party']}>
      <Avatar name={name} size={24} />
      <span>
        {name} <small>{states}</small>
      </span>
      {leads && leg.state === 'up' && (
        <ActionIcon
          size={26}
          aria-label={t(leg.held ? 'party.resumeOne' : 'party.holdOne', { name })}
          onClick={() => doing.act(`hold ${leg.leg}`, hold)}
        >
          {leg.held ? <IconPlayerPlay size={15} /> : <IconPlayerPause size={15} />}
        </ActionIcon>
      )}
      {leads && leg.role !== 'customer' && (
        <ActionIcon
          size={26}
          aria-label={t('party.drop', { name })}
          onClick={() => doing.act(`drop ${leg.leg}`, () => order.drop(call.interaction, leg.leg))}
        >
          <IconX size={15} />
        </ActionIcon>
      )}
    </li>
  );
}

export function Parties({ call, doing }: { call: CallView; doing: Doing }) {
  const { t } = useTranslation('phone');
  const all = others(call);
  if (all.length < 2) return null;
  return (
    <ul className={styles['parties']} aria-label={t('parties')}>
      {all.map((leg) => (
        <Party key={leg.leg} leg={leg} call={call} doing={doing} />
      ))}
    </ul>
  );
}
