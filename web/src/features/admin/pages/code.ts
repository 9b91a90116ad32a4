/** Configuration as text: what the page asks of the server. */
import { useQueryClient } from '@tanstack/react-query';
import { api, told } from '@/api/client';
import type { components } from '@/api/schema';

type Schemas = components['schemas'];
export type ConfigPlan = Schemas['ConfigPlan'];
export type ConfigLine = Schemas['ConfigLine'];
export type Expected = Schemas['PredictedQueue'];

interface Wanted {
  file: File;
  prune: boolean;
}

/** A form of a file and its fields, as a browser sends it. */
function form({ file, prune }: Wanted, more: Record<string, string>): FormData {
  const body = new FormData();
  body.set('file', file);
  body.set('prune', String(prune));
  for (const [name, value] of Object.entries(more)) body.set(name, value);
  return body;
}

const sent = (body: FormData) => ({
  body: body as never,
  bodySerializer: (given: unknown) => given as FormData,
});

export const planOf = (wanted: Wanted, effect: boolean): Promise<ConfigPlan> =>
  told(api.POST('/api/v1/config/plan', sent(form(wanted, { effect: String(effect) }))));

export function useApply(): (wanted: Wanted, token: string) => Promise<ConfigPlan> {
  const client = useQueryClient();
  return async (wanted, token) => {
    const done = await told(api.POST('/api/v1/config/apply', sent(form(wanted, { token }))));
    await client.invalidateQueries();
    return done;
  };
}

/** The browser saves the zip. */
export async function download(): Promise<void> {
  const { data } = await api.GET('/api/v1/config/export', { parseAs: 'blob' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(data as unknown as Blob);
  link.download = 'atiende-config.zip';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
