/** What slugs are called, from the catalogue everybody has. */
import { useTranslation } from 'react-i18next';
import { nameOf, useCatalog } from '@/api/session';
import type { Names } from '@/ui/rules';

export function useNames(): Names {
  const { i18n } = useTranslation();
  const { teams, skills, queues } = useCatalog();
  const { language } = i18n;
  return {
    team: (slug) => nameOf(teams, slug, language) || slug,
    skill: (slug) => nameOf(skills, slug, language) || slug,
    queue: (slug) => nameOf(queues, slug, language) || slug,
  };
}
