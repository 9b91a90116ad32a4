/** The supervisor's board: queues and agents, live; what waits one click away. */
import { Button, Select, TextInput } from '@mantine/core';
import {
  IconDeviceTv,
  IconHelpCircle,
  IconInfoCircle,
  IconSearch,
  IconSpeakerphone,
  IconUsersGroup,
} from '@tabler/icons-react';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalog, useMay } from '@/api/session';
import { Elapsed } from '@/ui/Elapsed';
import { Page } from '@/ui/Page';
import { sayProblem } from '@/ui/problem';
import { useSlot } from '@/ui/slots';
import { EmptyState, ErrorState, ListSkeleton } from '@/ui/States';
import { AbilitiesDialog } from './AbilitiesDialog';
import { AgentTable } from './AgentTable';
import styles from './Board.module.css';
import { AlertsDialog } from './AlertsDialog';
import { BroadcastDialog } from './BroadcastDialog';
import { RouteDialog } from './Dialogs';
import { HandsUp } from './HandsUp';
import { QueueTable } from './QueueTable';
import { useBoard, type AgentNow, type BoardNow, type QueueNow, type Waiting } from './questions';
import { ReassignDialog } from './ReassignDialog';
import { SwitchDialog } from './SwitchDialog';
import { WaitingDrawer } from './WaitingDrawer';
import { WallsDialog } from './WallsDialog';

const WORKING = new Set(['available', 'busy', 'wrap_up', 'not_responding']);

function Totals({ board }: { board: BoardNow }) {
  const { t } = useTranslation('admin');
  const waiting = board.queues.reduce((sum, queue) => sum + queue.waiting, 0);
  const oldest = Math.max(0, ...board.queues.map((queue) => queue.oldest_wait_ms));
  const count = (state: string) => board.agents.filter((agent) => agent.state === state).length;
  const working = board.agents.filter((agent) => WORKING.has(agent.state)).length;
  return (
    <dl className={styles['totals']}>
      <div>
        <dt>{t('board.waiting')}</dt>
        <dd>{waiting}</dd>
      </div>
      <div>
        <dt>{t('board.oldest')}</dt>
        <dd>{waiting > 0 ? <Elapsed since={board.at - oldest} clock /> : '–'}</dd>
      </div>
      <div>
        <dt>{t('board.handling')}</dt>
        <dd>{board.queues.reduce((sum, queue) => sum + queue.handling, 0)}</dd>
      </div>
      <div>
        <dt>{t('board.agentsFree')}</dt>
        <dd>{t('board.ofStaffed', { available: count('available'), staffed: working })}</dd>
      </div>
      {board.fairness && (
        <div
          title={t('board.evennessHint', {
            agents: board.fairness.agents,
            hard: board.fairness.hard_percent,
          })}
        >
          <dt>{t('board.evenness')}</dt>
          <dd>{t('board.evennessOf', { percent: board.fairness.occupancy_percent })}</dd>
        </div>
      )}
    </dl>
  );
}

interface AgentsProps {
  agents: readonly AgentNow[];
  onReassign: (agent: AgentNow) => void;
  onAbilities: (agent: AgentNow) => void;
}

/** Without accents and capitals, as one types in a hurry. */
const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();

const held = (agent: AgentNow): string => agent.handling.map((one) => one.customer).join(' ');

function Agents({ agents, ...doing }: AgentsProps) {
  const { t } = useTranslation(['admin', 'report']);
  const { teams } = useCatalog();
  const [team, setTeam] = useState('');
  const [name, setName] = useState('');
  const asked = folded(name);
  const shown = agents.filter(
    (agent) =>
      (!team || agent.teams.includes(team)) && folded(`${agent.name} ${held(agent)}`).includes(asked),
  );
  return (
    <section className={styles['section']} aria-labelledby="board-agents">
      <header>
        <h2 id="board-agents">{t('board.agents')}</h2>
        <span className={styles['tools']}>
          <TextInput
            w={190}
            type="search"
            aria-label={t('report:findAgent')}
            placeholder={t('report:findAgent')}
            leftSection={<IconSearch size={14} aria-hidden />}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {teams.length > 1 && (
            <Select
              w={200}
              aria-label={t('board.team')}
              value={team}
              allowDeselect={false}
              onChange={(value) => setTeam(value ?? '')}
              data={[
                { value: '', label: t('board.allTeams') },
                ...teams.map((one) => ({ value: one.slug, label: one.name })),
              ]}
            />
          )}
        </span>
      </header>
      {shown.length > 0 ? (
        <AgentTable agents={shown} {...doing} />
      ) : (
        <EmptyState icon={<IconUsersGroup size={26} stroke={1.6} aria-hidden />} title={t('board.noAgents')}>
          {t('board.noAgentsHint')}
        </EmptyState>
      )}
    </section>
  );
}

function Live({ board }: { board: BoardNow }) {
  const { t } = useTranslation(['admin', 'desk']);
  const why = useSlot('why');
  const callsNow = useSlot('callsNow');
  const monitors = useMay('call.monitor');
  const navigate = useNavigate();
  const { queue: slug } = useSearch({ strict: false }) as { queue?: string };
  const [routing, setRouting] = useState<Waiting | null>(null);
  const [asked, setAsked] = useState<Waiting | null>(null);
  const [absent, setAbsent] = useState<AgentNow | null>(null);
  const [switching, setSwitching] = useState<QueueNow | null>(null);
  const [alerting, setAlerting] = useState<QueueNow | null>(null);
  const [able, setAble] = useState<AgentNow | null>(null);
  const queue = board.queues.find((one) => one.queue === slug);
  return (
    <div className={styles['board']}>
      <HandsUp hands={board.hands} />
      <Totals board={board} />
      <section className={styles['section']} aria-labelledby="board-queues">
        <header>
          <h2 id="board-queues">{t('board.queues')}</h2>
          <Button
            component={Link}
            to={'/board/who' as string}
            variant="default"
            leftSection={<IconHelpCircle size={15} />}
          >
            {t('board.who')}
          </Button>
        </header>
        {board.queues.length > 0 ? (
          <QueueTable queues={board.queues} at={board.at} onSwitch={setSwitching} onAlerts={setAlerting} />
        ) : (
          <EmptyState title={t('board.noQueues')}>{t('board.noQueuesHint')}</EmptyState>
        )}
      </section>
      {monitors && callsNow()}
      <Agents agents={board.agents} onReassign={setAbsent} onAbilities={setAble} />
      {queue && (
        <WaitingDrawer
          queue={queue}
          covered={routing !== null || asked !== null}
          onClose={() => void navigate({ to: '/board', search: {} as never })}
          onWhy={setAsked}
          onRoute={setRouting}
        />
      )}
      {routing && <RouteDialog item={routing} agents={board.agents} onClose={() => setRouting(null)} />}
      {asked &&
        why({
          interaction: asked.interaction,
          title: t('board.whyTitle', { customer: asked.customer.name || t('desk:customer.unnamed') }),
          onClose: () => setAsked(null),
        })}
      {switching && <SwitchDialog queue={switching} onClose={() => setSwitching(null)} />}
      {alerting && <AlertsDialog queue={alerting} onClose={() => setAlerting(null)} />}
      {able && <AbilitiesDialog agent={able} onClose={() => setAble(null)} />}
      {absent && <ReassignDialog agent={absent} agents={board.agents} onClose={() => setAbsent(null)} />}
    </div>
  );
}

function Tools() {
  const { t } = useTranslation('report');
  const [asked, setAsked] = useState<'broadcast' | 'wall' | null>(null);
  return (
    <span className={styles['tools']}>
      <Button
        variant="default"
        leftSection={<IconSpeakerphone size={15} />}
        onClick={() => setAsked('broadcast')}
      >
        {t('broadcast.button')}
      </Button>
      <Button variant="default" leftSection={<IconDeviceTv size={15} />} onClick={() => setAsked('wall')}>
        {t('wall.button')}
      </Button>
      <Button component={Link} to="/notices" variant="default" leftSection={<IconInfoCircle size={15} />}>
        {t('noticesPage')}
      </Button>
      {asked === 'broadcast' && <BroadcastDialog onClose={() => setAsked(null)} />}
      {asked === 'wall' && <WallsDialog onClose={() => setAsked(null)} />}
    </span>
  );
}

export function BoardPage() {
  const { t } = useTranslation('admin');
  const query = useBoard();
  return (
    <Page title={t('board.title')} actions={<Tools />}>
      {query.isPending && <ListSkeleton />}
      {query.isError && !query.data && (
        <ErrorState
          title={t('board.failed')}
          detail={sayProblem(query.error)}
          onRetry={() => void query.refetch()}
        />
      )}
      {query.data && <Live board={query.data} />}
    </Page>
  );
}
