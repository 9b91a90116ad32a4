/** What teams, skills, queues and hours are called, for sentences. */
import type { Names } from '@/ui/rules';
import { useReferences, type Option } from '../choices';

const naming =
  (options: readonly Option[]) =>
  (slug: string): string =>
    options.find((option) => option.value === slug)?.label ?? slug;

export function useNames(): Names & { hours: (slug: string) => string } {
  return {
    team: naming(useReferences('team', [])),
    skill: naming(useReferences('skill', [])),
    queue: naming(useReferences('queue', [])),
    hours: naming(useReferences('hours', [])),
  };
}
