/** What the player asks the server. */
import { useQuery } from '@tanstack/react-query';
import { api, told } from '@/api/client';
import { queries } from '@/api/queries';
import type { components } from '@/api/schema';

export type Recording = components['schemas']['RecordingDetail'];
export type Passage = components['schemas']['SpokenPassage'];
export type Comment = components['schemas']['CommentShown'];

const ONE = '/api/v1/recordings/{recording_id}';
const of = (recording_id: string) => ({ params: { path: { recording_id } } });

export const useRecording = (id: string, enabled = true) =>
  useQuery({
    queryKey: ['recording', id],
    queryFn: ({ signal }) => told(api.GET(ONE, { ...of(id), signal })),
    enabled,
  });

export const useConsents = (customer: string) =>
  useQuery({
    queryKey: ['consents', customer],
    queryFn: ({ signal }) =>
      told(
        api.GET('/api/v1/customers/{customer_id}/consents', {
          params: { path: { customer_id: customer } },
          signal,
        }),
      ),
  });

export const soundOf = (id: string, download = false): string =>
  `/api/v1/recordings/${encodeURIComponent(id)}/sound${download ? '?download=true' : ''}`;

const again = (id: string) => queries.invalidateQueries({ queryKey: ['recording', id] });

export async function comment(id: string, at_ms: number, text: string): Promise<void> {
  await told(api.POST(`${ONE}/comments`, { ...of(id), body: { at_ms, text } }));
  await again(id);
}

export async function dropComment(id: string, comment_id: string): Promise<void> {
  await told(
    api.DELETE(`${ONE}/comments/{comment_id}`, { params: { path: { recording_id: id, comment_id } } }),
  );
  await again(id);
}

export async function hold(id: string, on: boolean, reason: string): Promise<void> {
  await told(api.POST(`${ONE}/hold`, { ...of(id), body: { on, reason } }));
  await again(id);
}

export async function remove(id: string): Promise<void> {
  await told(api.DELETE(ONE, of(id)));
  await again(id);
}

export async function shorten(id: string, days: number): Promise<void> {
  await told(api.POST(`${ONE}/keep`, { ...of(id), body: { days } }));
  await again(id);
}
