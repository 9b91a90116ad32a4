/** People's numbers: what each did and how the time went. Nobody is ranked; the order is by name. */
import { useTranslation } from 'react-i18next';
import { Avatar } from '@/ui/Bits';
import { figure } from '@/ui/figures';
import { Table, type Column } from '@/ui/Table';
import type { AgentLine, AgentMeasures, Opened } from './questions';
import styles from './Reports.module.css';

interface Props {
  agents: readonly AgentLine[];
  open: (more: Partial<Opened> & { of: Opened['of']; title: string }) => void;
}

const span = (seconds: number | null): string =>
  seconds === null || seconds === 0 ? '–' : figure(seconds, 'seconds');

/** With work, ready, paused: as shares of the time signed in, and as words for who does not see them. */
function Time({ now }: { now: AgentMeasures }) {
  const { t } = useTranslation('report');
  const whole = now.busy_s + now.ready_s + now.paused_s;
  if (whole === 0) return <>–</>;
  const parts = [
    ['busy_s', now.busy_s],
    ['ready_s', now.ready_s],
    ['paused_s', now.paused_s],
  ] as const;
  const said = parts.map(([name, value]) => `${t(`time.${name}`)} ${span(value)}`).join(', ');
  return (
    <span className={styles['time']} title={said}>
      <span aria-hidden>
        {parts.map(([name, value]) => (
          <i key={name} data-of={name} style={{ flexGrow: value }} />
        ))}
      </span>
      <span className="sr-only">{said}</span>
      <small>{span(whole)}</small>
    </span>
  );
}

export function AgentNumbers({ agents, open }: Props) {
  const { t } = useTranslation('report');
  const count = (
    key: 'taken' | 'resolved' | 'answers' | 'transferred' | 'missed' | 'declined',
  ): Column<AgentLine> => ({
    key,
    head: t(`column.${key}`),
    figures: true,
    order: (line) => line.now[key],
    cell: (line) => line.now[key] || '–',
  });
  const columns: Column<AgentLine>[] = [
    {
      key: 'agent',
      head: t('column.agent'),
      order: (line) => line.name,
      cell: (line) => (
        <span className={styles['person']}>
          <Avatar name={line.name || '?'} size={24} /> {line.name || t('gone')}
        </span>
      ),
    },
    {
      key: 'handled',
      head: t('column.handled'),
      figures: true,
      order: (line) => line.now.handled,
      cell: (line) => (
        <button
          type="button"
          className={styles['number']}
          onClick={() =>
            open({ of: 'handled', agent: line.agent, title: `${line.name}: ${t('column.handled')}` })
          }
        >
          {line.now.handled}
        </button>
      ),
    },
    {
      key: 'handle_s',
      head: t('metric.handle_s.short'),
      figures: true,
      order: (line) => line.now.handle_s ?? 0,
      cell: (line) => span(line.now.handle_s),
    },
    count('answers'),
    count('resolved'),
    count('transferred'),
    count('missed'),
    count('declined'),
    {
      key: 'occupancy_pct',
      head: t('metric.occupancy_pct.short'),
      figures: true,
      order: (line) => line.now.occupancy_pct ?? -1,
      cell: (line) => (line.now.occupancy_pct === null ? '–' : figure(line.now.occupancy_pct, 'percent')),
    },
    { key: 'time', head: t('time.name'), cell: (line) => <Time now={line.now} /> },
  ];
  return <Table label={t('agents')} columns={columns} rows={agents} id={(line) => line.agent} />;
}
