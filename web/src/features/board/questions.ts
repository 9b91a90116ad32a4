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

export interface BoardNow {
  /** When it came, by this computer's clock: waits go on ticking from there. */
  at: number;
  queues: QueueNow[];
  agents: AgentNow[];
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
      const now = { at: Date.now(), queues, agents, fairness } as BoardNow;
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
      return { at: Date.now(), queues: found.queues, agents: found.agents, fairness: found.fairness };
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

export async function reassign(agent: string, { queue = '', agent: to = '' }: Target): Promise<number> {
  const done = await told(
    api.POST('/api/v1/agents/{agent_id}/reassign', {
      params: { path: { agent_id: agent } },
      body: { to_queue: queue, to_agent: to },
    }),
  );
  await again();
  return done.conversations;
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
