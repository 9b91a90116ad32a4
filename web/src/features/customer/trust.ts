/** Making sure who it is, what is granted, and whose word it needs. */
import { useQuery } from '@tanstack/react-query';
import { api, told } from '@/api/client';
import { queries } from '@/api/queries';
import { amountOf } from '@/ui/figures';
import type { components } from '@/api/schema';

type Schemas = components['schemas'];
export type Trust = Schemas['Trust'];
export type Decision = Schemas['DecisionRow'];
export type Grant = Schemas['Grantable'];

const of = (conversation: string) => ({ path: { conversation_id: conversation } });

export const useTrust = (conversation: string) =>
  useQuery({
    queryKey: ['trust', conversation],
    queryFn: ({ signal }) =>
      told(api.GET('/api/v1/conversations/{conversation_id}/trust', { params: of(conversation), signal })),
  });

export const useApprovals = () =>
  useQuery({
    queryKey: ['approvals'],
    queryFn: ({ signal }) => told(api.GET('/api/v1/approvals', { signal })),
  });

export async function rereadTrust(): Promise<void> {
  await Promise.all(
    [['trust'], ['approvals'], ['customer']].map((queryKey) => queries.invalidateQueries({ queryKey })),
  );
}

export async function sendCode(conversation: string, identity: string): Promise<string> {
  const { until } = await told(
    api.POST('/api/v1/conversations/{conversation_id}/verification/code', {
      params: of(conversation),
      body: { identity },
    }),
  );
  return until;
}

export async function checkCode(conversation: string, code: string): Promise<boolean> {
  const { right } = await told(
    api.POST('/api/v1/conversations/{conversation_id}/verification/code/check', {
      params: of(conversation),
      body: { code },
    }),
  );
  await rereadTrust();
  return right;
}

export async function checkAnswers(conversation: string, answers: Record<string, string>): Promise<boolean> {
  const { right } = await told(
    api.POST('/api/v1/conversations/{conversation_id}/verification/answers', {
      params: of(conversation),
      body: { answers },
    }),
  );
  await rereadTrust();
  return right;
}

export async function vouch(conversation: string, note: string): Promise<void> {
  await told(
    api.POST('/api/v1/conversations/{conversation_id}/verification/word', {
      params: of(conversation),
      body: { note },
    }),
  );
  await rereadTrust();
}

export async function grant(
  conversation: string,
  wanted: { kind: string; amount: number; note: string },
): Promise<Decision> {
  const made = await told(
    api.POST('/api/v1/conversations/{conversation_id}/decisions', { params: of(conversation), body: wanted }),
  );
  await rereadTrust();
  return made;
}

export async function answer(
  decision: string,
  how: 'approve' | 'refuse' | 'withdraw',
  note = '',
): Promise<void> {
  const params = { path: { decision_id: decision } };
  if (how === 'withdraw') await told(api.POST('/api/v1/decisions/{decision_id}/withdraw', { params }));
  else if (how === 'approve')
    await told(api.POST('/api/v1/decisions/{decision_id}/approve', { params, body: { note } }));
  else await told(api.POST('/api/v1/decisions/{decision_id}/refuse', { params, body: { note } }));
  await rereadTrust();
}

export const kindName = (one: { name: string; name_es: string }, language: string): string =>
  language === 'es' && one.name_es ? one.name_es : one.name;

/** «Devolución, 80 €» */
export const whatOf = (one: Decision, language: string): string =>
  `${kindName(one, language)}, ${amountOf(one.amount, one.unit)}`;
