/** The sections of the administration this person may open, by group. */
import { useMe } from '@/api/session';
import { GROUPS, mayOpen, type Section } from './sections';

export function useGroups() {
  const { permissions } = useMe();
  return GROUPS.map((group) => ({
    name: group.name,
    sections: (group.sections as readonly Section[]).filter((section) => mayOpen(section, permissions)),
  })).filter((group) => group.sections.length > 0);
}
