/** What every form of a document gets: the body, how to change it, what is wrong. */
import type { Body } from '@/api/documents';
import type { Spec } from '../config/schema';

export interface FormProps {
  body: Body;
  set: (field: string, value: unknown) => void;
  specs: readonly Spec[];
  problems: Readonly<Record<string, string>>;
  readOnly: boolean;
  slug: string;
}

/** Problems of a field and of everything inside it. */
export function within(problems: Readonly<Record<string, string>>, field: string): string | undefined {
  const found = Object.entries(problems)
    .filter(([path]) => path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`))
    .map(([, detail]) => detail);
  return found.length ? [...new Set(found)].join(' ') : undefined;
}
