/** What the board shows and what a supervisor does with it. */
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, told } from '@/api/client';
import { queries } from '@/api/queries';
import type { components } from '@/api/schema';
import type { AgentState } from '@/api/types';
import { line } from '@/live/socket';

type Schemas = components['schemas'];
export type QueueNow = Schemas['QueueNow'];
export type AgentNow = Schemas['AgentNow'];
export type Evenness = Schemas['Evenness'];
export type Switch = Schemas['SwitchState'];
export type Abilities = Schemas['Abilities'];
export type Waiting = Schemas['Waiting'];
export type Forced = 'available' | 'paused' | 'offline';

export type HandUp = Schemas['HandUp'];
export type Alerts = Schemas['AlertsWanted'];

export interface BoardNow {
  /** When it came, by this computer's clock: waits go on ticking from there. */
  at: number;
  queues: QueueNow[];
  agents: AgentNow[];
  hands: HandUp[];
  fairness: Evenness | null;
}

const KEY = ['board'] as const;

/** Read once, then fed by the live line. */
export function useBoard() {
  useEffect(() => {
    const deaf = line.listen((frame) => {
      if (frame.op === 'resumed' || frame.op === 'snapshot') {
        void queries.invalidateQueries({ queryKey: KEY });
      }
      if (frame.op !== 'board') return;
      const { queues, agents } = frame;
      const fairness = (frame as { fairness?: Evenness | null }).fairness ?? null;
      const hands = (frame as { hands?: HandUp[] }).hands ?? [];
      const now = { at: Date.now(), queues, agents, hands, fairness } as BoardNow;
      queries.setQueryData(KEY, now);
      void queries.invalidateQueries({ queryKey: ['board-waiting'] });
    });
    const stop = line.board();
    return () => {
      deaf();
      stop();
    };
  }, []);
  return useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }): Promise<BoardNow> => {
      const found = (await told(api.GET('/api/v1/board', { signal }))) as Schemas['Board'];
      const { queues: rows, agents, hands, fairness } = found;
      return { at: Date.now(), queues: rows, agents, hands, fairness };
    },
    staleTime: 0,
  });
}

export const useWaiting = (queue: string) =>
  useQuery({
    queryKey: ['board-waiting', queue],
    queryFn: ({ signal }) => told(api.GET('/api/v1/board/waiting', { params: { query: { queue } }, signal })),
    staleTime: 0,
  });

export interface Target {
  queue?: string;
  agent?: string;
  priority?: number;
}

async function again(): Promise<void> {
  await Promise.all([
    queries.invalidateQueries({ queryKey: KEY }),
    queries.invalidateQueries({ queryKey: ['board-waiting'] }),
  ]);
}

export async function route(interaction: string, { queue = '', agent = '', priority }: Target) {
  await told(
    api.POST('/api/v1/interactions/{interaction_id}/route', {
      params: { path: { interaction_id: interaction } },
      body: { queue, agent, ...(priority === undefined ? {} : { priority }) },
    }),
  );
  await again();
}

export async function force(agent: string, state: Forced, reason = ''): Promise<void> {
  await told(
    api.POST('/api/v1/agents/{agent_id}/state', {
      params: { path: { agent_id: agent } },
      body: { state, reason },
    }),
  );
  await again();
}

/** Answers which conversations moved. */
export async function reassign(
  agent: string,
  { queue = '', agent: to = '' }: Target,
  only: string[],
): Promise<string[]> {
  const done = await told(
    api.POST('/api/v1/agents/{agent_id}/reassign', {
      params: { path: { agent_id: agent } },
      body: { to_queue: queue, to_agent: to, only },
    }),
  );
  await again();
  return done.moved;
}

/** Also the way back of a reassignment. */
export async function move(conversations: string[], { queue = '', agent = '' }: Target): Promise<void> {
  await told(api.POST('/api/v1/board/move', { body: { conversations, to_queue: queue, to_agent: agent } }));
  await again();
}

export const useWork = (agent: string) =>
  useQuery({
    queryKey: ['board-work', agent],
    queryFn: ({ signal }) =>
      told(api.GET('/api/v1/agents/{agent_id}/work', { params: { path: { agent_id: agent } }, signal })),
    staleTime: 0,
    gcTime: 0,
  });

export async function signOutAgent(agent: string): Promise<void> {
  await told(api.POST('/api/v1/agents/{agent_id}/sign-out', { params: { path: { agent_id: agent } } }));
  await again();
}

export async function lowerHand(conversation: string): Promise<void> {
  await told(
    api.POST('/api/v1/conversations/{conversation_id}/hand/lower', {
      params: { path: { conversation_id: conversation } },
    }),
  );
  await again();
}

/** Answers what undoes it. */
export async function setAlerts(queue: string, body: Alerts): Promise<Alerts> {
  const before = await told(api.PUT('/api/v1/queues/{queue}/alerts', { params: { path: { queue } }, body }));
  await again();
  return before;
}

// --- a word to everybody ----------------------------------------------------------------------------------------------

export const useHeardNow = () =>
  useQuery({
    queryKey: ['broadcasts'],
    queryFn: ({ signal }) => told(api.GET('/api/v1/broadcasts', { signal })),
    staleTime: 60_000,
  });

export const heardAgain = (): void => void queries.invalidateQueries({ queryKey: ['broadcasts'] });

export const useSent = () =>
  useQuery({
    queryKey: ['broadcasts', 'sent'],
    queryFn: ({ signal }) => told(api.GET('/api/v1/board/broadcasts', { signal })),
    staleTime: 0,
  });

export async function sendBroadcast(body: Schemas['BroadcastWanted']): Promise<Schemas['BroadcastShown']> {
  const made = await told(api.POST('/api/v1/broadcasts', { body }));
  heardAgain();
  return made;
}

export async function endBroadcast(id: string): Promise<void> {
  await told(api.DELETE('/api/v1/broadcasts/{broadcast_id}', { params: { path: { broadcast_id: id } } }));
  heardAgain();
}

// --- walls ------------------------------------------------------------------------------------------------------------

export const useWalls = () =>
  useQuery({
    queryKey: ['walls'],
    queryFn: ({ signal }) => told(api.GET('/api/v1/walls', { signal })),
    staleTime: 0,
  });

export async function openWall(body: Schemas['WallWanted']): Promise<string> {
  const made = await told(api.POST('/api/v1/walls', { body }));
  void queries.invalidateQueries({ queryKey: ['walls'] });
  return new URL(made.path, window.location.origin).href;
}

export async function closeWall(id: string): Promise<void> {
  await told(api.DELETE('/api/v1/walls/{wall_id}', { params: { path: { wall_id: id } } }));
  void queries.invalidateQueries({ queryKey: ['walls'] });
}

// --- reading along ----------------------------------------------------------------------------------------------------

export const useMonitors = (conversation: string) =>
  useQuery({
    queryKey: ['monitors', conversation],
    queryFn: ({ signal }) =>
      told(
        api.GET('/api/v1/conversations/{conversation_id}/monitors', {
          params: { path: { conversation_id: conversation } },
          signal,
        }),
      ),
    staleTime: 30_000,
  });

const monitored = (conversation: string) =>
  queries.invalidateQueries({ queryKey: ['monitors', conversation] });

export async function readAlong(conversation: string): Promise<void> {
  await told(
    api.POST('/api/v1/conversations/{conversation_id}/monitor', {
      params: { path: { conversation_id: conversation } },
    }),
  );
  await monitored(conversation);
}

export async function stopReading(conversation: string): Promise<void> {
  await told(
    api.DELETE('/api/v1/conversations/{conversation_id}/monitor', {
      params: { path: { conversation_id: conversation } },
    }),
  );
  await monitored(conversation);
}

export async function coach(conversation: string, agent: string, text: string): Promise<void> {
  await told(
    api.POST('/api/v1/conversations/{conversation_id}/notes', {
      params: { path: { conversation_id: conversation } },
      body: { client_id: crypto.randomUUID(), text, attachments: [], mentions: [], only_for: agent },
    }),
  );
}

export async function takeOver(conversation: string, me: string): Promise<void> {
  await told(
    api.POST('/api/v1/conversations/{conversation_id}/assign', {
      params: { path: { conversation_id: conversation } },
      body: { agent: me },
    }),
  );
}

/** Answers what undoes it. */
export async function switchQueue(queue: string, body: Switch): Promise<Switch> {
  const done = await told(api.POST('/api/v1/queues/{queue}/switch', { params: { path: { queue } }, body }));
  await again();
  return done.before;
}

/** Answers what undoes it. */
export async function moveAgent(agent: string, body: Abilities): Promise<Abilities> {
  const done = await told(
    api.PUT('/api/v1/agents/{agent_id}/abilities', { params: { path: { agent_id: agent } }, body }),
  );
  await again();
  return done.before;
}

export const canBeForced = (state: string): state is Forced =>
  state === 'available' || state === 'paused' || state === 'offline';

export const asState = (state: string): AgentState => state as AgentState;
