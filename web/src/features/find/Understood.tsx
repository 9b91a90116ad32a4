/** What each operator, day and number of the query was taken for; what was not understood is said, never hidden. */
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Chip } from '@/ui/Bits';
import { dateOnly } from '@/ui/time';
import type { Understanding } from './questions';
import styles from './Find.module.css';

const SILENT = new Set(['word', 'prefix', 'begun']);
const DAYS = new Set(['day', 'on', 'before', 'after', 'since']);

/** One day, or the first and the last one; before and after speak of the day they mean. */
function daysOf({ taken, value }: Understanding): string {
  const [first = '', last = first] = value.split('/');
  const said = (day: string): string => dateOnly(Date.parse(`${day}T12:00:00`));
  if (taken === 'before' || taken === 'since') return said(first);
  if (taken === 'after') return said(last);
  return first === last ? said(first) : `${said(first)} – ${said(last)}`;
}

function useWords() {
  const { t } = useTranslation('find');
  return (part: Understanding): string => {
    if (part.problem === 'unknown_operator') return t('problem.unknown_operator', { text: part.text });
    if (part.problem === 'no_value') return t('problem.no_value', { text: part.text });
    if (part.problem) return t('problem.unknown_value', { text: part.text });
    const day = DAYS.has(part.taken) ? daysOf(part) : '';
    const key = part.taken as 'from';
    const said = t(`taken.${key}`, { value: day || part.value || part.text });
    return part.negated ? t('taken.not', { what: said }) : said;
  };
}

export function Understood({ parts }: { parts: readonly Understanding[] }) {
  const { t } = useTranslation('find');
  const words = useWords();
  const told = parts.filter((part) => part.problem || part.negated || !SILENT.has(part.taken));
  if (told.length === 0) return null;
  return (
    <ul className={styles['understood']} aria-label={t('understood')}>
      {told.map((part, place) => (
        <li key={`${part.text}${String(place)}`}>
          <Chip tone={part.problem ? 'warn' : 'accent'}>
            {part.problem && <IconAlertTriangle size={12} aria-hidden />}
            {words(part)}
          </Chip>
        </li>
      ))}
    </ul>
  );
}
