/** Agents as they are: state, since when, what they have; and the hand on the wheel. */
import { ActionIcon, Menu } from '@mantine/core';
import {
  IconArrowsExchange,
  IconCoffee,
  IconDots,
  IconLogout,
  IconUsers,
  IconUserStar,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf, useCatalog, useMay } from '@/api/session';
import { Chip, StateDot } from '@/ui/Bits';
import { Elapsed } from '@/ui/Elapsed';
import { ChannelIcon } from '@/ui/icons';
import { sayProblem } from '@/ui/problem';
import { Table, type Column } from '@/ui/Table';
import { shortSpan, useNow } from '@/ui/time';
import { toast } from '@/ui/toast';
import styles from './Board.module.css';
import { Load } from './Load';
import { moved } from './AbilitiesDialog';
import { asState, canBeForced, force, signOutAgent, type AgentNow, type Forced } from './questions';

/** Who works first, who is away last. */
const RANK = ['not_responding', 'busy', 'wrap_up', 'available', 'paused', 'offline'];

/** The server's own reason: nobody chose this state. */
const LOST = 'disconnected';

function Resting({ until }: { until: string }) {
  const { t } = useTranslation('admin');
  const left = Date.parse(until) - useNow();
  if (left <= 0) return null;
  return (
    <Chip tone="info" title={t('board.restingHint')}>
      <IconCoffee size={12} aria-hidden /> {t('board.resting', { span: shortSpan(left) })}
    </Chip>
  );
}

function State({ agent }: { agent: AgentNow }) {
  const { t, i18n } = useTranslation(['admin', 'desk']);
  const { pauses } = useCatalog();
  return (
    <span className={styles['state']}>
      <StateDot state={agent.state} />
      {t(`desk:presence.${asState(agent.state)}`)}
      {agent.reason && (
        <small>{agent.reason === LOST ? t('board.lost') : nameOf(pauses, agent.reason, i18n.language)}</small>
      )}
      {agent.resting_until && <Resting until={agent.resting_until} />}
    </span>
  );
}

function Handling({ agent }: { agent: AgentNow }) {
  const { t } = useTranslation(['admin', 'desk']);
  if (agent.handling.length === 0) return <span className={styles['quiet']}>{t('board.nothing')}</span>;
  return (
    <ul className={styles['handling']}>
      {agent.handling.map((one) => (
        <li key={one.interaction}>
          <Link to={`/inbox/all/${one.conversation}` as string}>
            <ChannelIcon channel={one.channel} size={14} />
            {one.customer || t('desk:customer.unnamed')}
          </Link>
          <small>
            <Elapsed since={Date.parse(one.since)} />
          </small>
        </li>
      ))}
    </ul>
  );
}

async function setState(agent: AgentNow, state: Forced, reason: string, said: string): Promise<void> {
  const before = { state: agent.state, reason: agent.reason };
  try {
    await force(agent.id, state, reason);
    const { state: was } = before;
    const undo = canBeForced(was)
      ? () =>
          void force(agent.id, was, before.reason).catch((error: unknown) => toast.failed(sayProblem(error)))
      : undefined;
    toast.done(said, undo);
  } catch (error) {
    toast.failed(sayProblem(error));
  }
}

interface ActionsProps {
  agent: AgentNow;
  onReassign: (agent: AgentNow) => void;
  onAbilities: (agent: AgentNow) => void;
}

/** One click puts somebody into another team, with what he can do. */
function TeamItems({ agent }: { agent: AgentNow }) {
  const { t } = useTranslation('admin');
  const { teams } = useCatalog();
  const others = teams.filter((team) => agent.teams.length !== 1 || agent.teams[0] !== team.slug);
  if (others.length === 0) return null;
  const put = (slug: string, team: string) =>
    void moved(
      agent,
      { teams: [slug], skills: agent.skills },
      t('board.moved', { name: agent.name, team }),
    ).catch((error: unknown) => toast.failed(sayProblem(error)));
  return (
    <>
      <Menu.Label>{t('board.moveTo')}</Menu.Label>
      {others.map((team) => (
        <Menu.Item
          key={team.slug}
          leftSection={<IconUsers size={15} />}
          onClick={() => put(team.slug, team.name)}
        >
          {team.name}
        </Menu.Item>
      ))}
    </>
  );
}

function Actions({ agent, onReassign, onAbilities }: ActionsProps) {
  const { t, i18n } = useTranslation(['admin', 'desk', 'report']);
  const [sure, setSure] = useState(false);
  const { pauses } = useCatalog();
  const put = (state: Forced, reason: string, word: string) =>
    void setState(agent, state, reason, t('board.forced', { name: agent.name, state: word }));
  return (
    <Menu onClose={() => setSure(false)}>
      <Menu.Target>
        <ActionIcon aria-label={t('board.actionsFor', { name: agent.name })}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('board.setState')}</Menu.Label>
        <Menu.Item
          leftSection={<StateDot state="available" />}
          onClick={() => put('available', '', t('desk:presence.available'))}
        >
          {t('desk:presence.available')}
        </Menu.Item>
        {pauses.map((pause) => {
          const name = nameOf(pauses, pause.slug, i18n.language);
          return (
            <Menu.Item
              key={pause.slug}
              leftSection={<StateDot state="paused" />}
              onClick={() => put('paused', pause.slug, name)}
            >
              {name}
            </Menu.Item>
          );
        })}
        <Menu.Item
          leftSection={<StateDot state="offline" />}
          onClick={() => put('offline', '', t('desk:presence.offline'))}
        >
          {t('desk:presence.offline')}
        </Menu.Item>
        <Menu.Item
          color="red"
          leftSection={<IconLogout size={15} />}
          onClick={() => {
            if (sure)
              void signOutAgent(agent.id).then(
                () => toast.done(t('report:signedOut', { name: agent.name })),
                (error: unknown) => toast.failed(sayProblem(error)),
              );
            setSure(!sure);
          }}
          closeMenuOnClick={sure}
        >
          {t(sure ? 'report:signOutSure' : 'report:signOut')}
        </Menu.Item>
        <Menu.Divider />
        <TeamItems agent={agent} />
        <Menu.Divider />
        <Menu.Item leftSection={<IconUserStar size={15} />} onClick={() => onAbilities(agent)}>
          {t('board.abilities')}
        </Menu.Item>
        <Menu.Item leftSection={<IconArrowsExchange size={15} />} onClick={() => onReassign(agent)}>
          {t('board.reassign')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

interface Props {
  agents: readonly AgentNow[];
  onReassign: (agent: AgentNow) => void;
  onAbilities: (agent: AgentNow) => void;
}

export function AgentTable({ agents, onReassign, onAbilities }: Props) {
  const { t } = useTranslation('admin');
  const mayForce = useMay('agent.force');
  const columns: Column<AgentNow>[] = [
    {
      key: 'name',
      head: t('board.agent'),
      order: (agent) => agent.name,
      cell: (agent) => <b>{agent.name}</b>,
    },
    {
      key: 'state',
      head: t('board.state'),
      order: (agent) => RANK.indexOf(agent.state),
      cell: (agent) => <State agent={agent} />,
    },
    {
      key: 'since',
      head: t('board.since'),
      figures: true,
      order: (agent) => -Date.parse(agent.since),
      cell: (agent) => <Elapsed since={Date.parse(agent.since)} clock={agent.state !== 'offline'} />,
    },
    {
      key: 'load',
      head: t('board.load'),
      order: (agent) => Object.values(agent.load).reduce((sum, one) => sum + one, 0),
      cell: (agent) => <Load load={agent.load} capacity={agent.capacity} aside={agent.aside} />,
    },
    { key: 'handling', head: t('board.handles'), cell: (agent) => <Handling agent={agent} /> },
  ];
  const withActions: Column<AgentNow>[] = mayForce
    ? [
        ...columns,
        {
          key: 'actions',
          head: t('board.actions'),
          quiet: true,
          figures: true,
          cell: (agent) => <Actions agent={agent} onReassign={onReassign} onAbilities={onAbilities} />,
        },
      ]
    : columns;
  return (
    <Table
      label={t('board.agents')}
      columns={withActions}
      rows={agents}
      id={(agent) => agent.id}
      initial="state"
      mark={(agent) => (agent.state === 'offline' ? 'off' : undefined)}
    />
  );
}
