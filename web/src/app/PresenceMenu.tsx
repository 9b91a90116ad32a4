/** My state: always in sight with its time, one click to change, one click back when an offer was missed. */
import { Button, Menu } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { choosePresence, nameOf, useMe } from '@/api/session';
import type { AgentState, Presence } from '@/api/types';
import { live, useLive } from '@/live/store';
import { StateDot } from '@/ui/Bits';
import { Elapsed } from '@/ui/Elapsed';
import { sayProblem } from '@/ui/problem';
import { toast } from '@/ui/toast';
import styles from './Shell.module.css';

interface Option {
  state: 'available' | 'paused' | 'offline';
  reason: string;
  label: string;
}

async function choose(option: Option): Promise<void> {
  try {
    live.learnPresence(await choosePresence(option.state, option.reason));
  } catch (error) {
    toast.failed(sayProblem(error));
  }
}

function useOptions(): Option[] {
  const { t, i18n } = useTranslation();
  const { pauses } = useMe().catalog;
  const named = pauses.map((pause): Option => ({
    state: 'paused',
    reason: pause.slug,
    label: nameOf(pauses, pause.slug, i18n.language),
  }));
  return [
    { state: 'available', reason: '', label: t('presence.available') },
    ...(named.length > 0 ? named : [{ state: 'paused' as const, reason: '', label: t('presence.paused') }]),
    { state: 'offline', reason: '', label: t('presence.offline') },
  ];
}

export function PresenceMenu() {
  const { t, i18n } = useTranslation();
  const me = useMe();
  const presence = (useLive((state) => state.presence) as Presence | null) ?? me.presence;
  const options = useOptions();
  const say = (state: AgentState, reason: string) =>
    state === 'paused' && reason ? nameOf(me.catalog.pauses, reason, i18n.language) : t(`presence.${state}`);
  return (
    <>
      {presence.state === 'not_responding' && (
        <Button size="compact-sm" onClick={() => void choose({ state: 'available', reason: '', label: '' })}>
          {t('presence.back')}
        </Button>
      )}
      {presence.next_state && (
        <span className={styles['next']}>
          {t('presence.next', { state: say(presence.next_state, presence.next_reason) })}
        </span>
      )}
      <Menu width={230}>
        <Menu.Target>
          <button type="button" className={styles['presence']} data-state={presence.state}>
            <StateDot state={presence.state} />
            <span className="sr-only">{t('presence.mine')}</span>
            <span className={styles['presenceName']}>{say(presence.state, presence.reason)}</span>
            <Elapsed since={Date.parse(presence.since)} clock />
            <IconChevronDown size={14} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('presence.choose')}</Menu.Label>
          {options.map((option) => (
            <Menu.Item
              key={option.state + option.reason}
              leftSection={<StateDot state={option.state} />}
              rightSection={
                presence.state === option.state && presence.reason === option.reason ? (
                  <IconCheck size={15} />
                ) : null
              }
              onClick={() => void choose(option)}
            >
              {option.label}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Label>{t('presence.load')}</Menu.Label>
          <LoadLines presence={presence} />
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

function LoadLines({ presence }: { presence: Presence }) {
  const { t, i18n } = useTranslation();
  const channels = Object.keys({ ...presence.capacity, ...presence.load });
  const name = (channel: string) =>
    i18n.exists(`channel.${channel}`) ? t(`channel.${channel as 'email'}`) : channel;
  return (
    <div style={{ padding: '2px 12px 8px', display: 'grid', gap: 3 }}>
      {channels.map((channel) => (
        <div
          key={channel}
          style={{ display: 'flex', justifyContent: 'space-between', color: 'var(--muted)' }}
        >
          <span>{name(channel)}</span>
          <span>
            {presence.load[channel] ?? 0} / {presence.capacity[channel] ?? '–'}
          </span>
        </div>
      ))}
    </div>
  );
}
