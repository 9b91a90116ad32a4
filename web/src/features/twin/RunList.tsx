/** Every run that is kept, newest first. */
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Chip, type Tone } from '@/ui/Bits';
import { useNow, whenShort } from '@/ui/time';
import type { Line } from './questions';
import styles from './Twin.module.css';
import { useDayName } from './words';

export const TONES: Readonly<Record<string, Tone>> = {
  waiting: 'plain',
  running: 'info',
  done: 'ok',
  failed: 'bad',
  cancelled: 'plain',
  interrupted: 'warn',
};

export type State = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled' | 'interrupted';

export function StateChip({ line }: { line: Line }) {
  const { t } = useTranslation('twin');
  if (line.applied_at) return <Chip tone="accent">{t('state.applied')}</Chip>;
  const percent = line.state === 'running' ? ` ${Math.round(line.progress * 100)} %` : '';
  return (
    <Chip tone={TONES[line.state] ?? 'plain'}>
      {t(`state.${line.state as State}`)}
      {percent}
    </Chip>
  );
}

export function useTitleOf(): (line: { title: string; day: string }) => string {
  const { t } = useTranslation('twin');
  const dayName = useDayName();
  return (line) => line.title || (line.day ? dayName(line.day) : t('traffic.madeUp'));
}

export function RunList({ runs, open }: { runs: readonly Line[]; open: string }) {
  const { t } = useTranslation('twin');
  const now = useNow();
  const titleOf = useTitleOf();
  return (
    <nav className={styles['runs']} aria-label={t('runs.label')}>
      <h2>{t('runs.label')}</h2>
      {runs.length === 0 && <p className={styles['quiet']}>{t('runs.none')}</p>}
      <ul>
        {runs.map((line) => (
          <li key={line.id}>
            <Link
              to={'/twin' as string}
              search={{ run: line.id } as never}
              aria-current={line.id === open ? 'page' : undefined}
              activeProps={{}}
            >
              <b>{titleOf(line)}</b>
              <span>
                {line.by_name || t('runs.program')} · {whenShort(Date.parse(line.at), now)}
              </span>
              <StateChip line={line} />
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
