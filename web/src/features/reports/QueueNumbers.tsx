/** Every queue, and under it its channels: a row of numbers, each of which can be opened. */
import { ActionIcon } from '@mantine/core';
import { IconAlertTriangle, IconChevronDown, IconChevronRight, IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChannelIcon } from '@/ui/icons';
import { Change, Explained, shown } from './Figure';
import { metric, type MetricKey } from './metrics';
import type { Measures, Opened, QueueLine, QueueReport } from './questions';
import styles from './Reports.module.css';
import { useChannelName, useThreshold } from './words';

const COLUMNS: readonly MetricKey[] = [
  'offered',
  'service_level_pct',
  'abandoned_pct',
  'asa_s',
  'wait_p90_s',
  'handle_s',
  'transferred_pct',
  'target_pct',
  'occupancy_pct',
];

type Open = (more: Partial<Opened> & { of: Opened['of']; title: string }) => void;

/** The service level as a bar with the goal on it; met or missed is said by an icon too. */
function Level({ value, goal }: { value: number | null; goal: number }) {
  const { t } = useTranslation('report');
  if (value === null) return <>–</>;
  const met = value >= goal;
  return (
    <span className={styles['level']} data-met={met}>
      {met ? (
        <IconCircleCheck size={14} aria-label={t('met')} />
      ) : (
        <IconAlertTriangle size={14} aria-label={t('missed')} />
      )}
      {shown(metric('service_level_pct'), value)}
      <span className={styles['bar']} aria-hidden>
        <i style={{ width: `${value}%` }} />
        <b style={{ left: `${goal}%` }} />
      </span>
    </span>
  );
}

function Cell({ line, of, open }: { line: QueueLine; of: MetricKey; open: Open }) {
  const one = metric(of);
  const value = line.now[of];
  const set = one.part?.set ?? one.whole?.set;
  const said =
    of === 'service_level_pct' ? <Level value={value} goal={line.level.percent} /> : shown(one, value);
  const { t } = useTranslation('report');
  const title = `${line.name}: ${t(`column.${one.part?.count ?? 'offered'}`)}`;
  return (
    <td role="cell" data-figures data-head={t(`metric.${of}.short`)}>
      {set && value !== null ? (
        <button
          type="button"
          className={styles['number']}
          onClick={() => open({ of: set, title, queue: line.queue, channel: line.channel })}
        >
          {said}
        </button>
      ) : (
        <span className={styles['number']}>{said}</span>
      )}
      <Change metric={one} now={value} before={line.before?.[of]} />
    </td>
  );
}

interface RowsProps {
  line: QueueLine;
  channels: readonly QueueLine[];
  chosen: boolean;
  choose: (queue: string) => void;
  open: Open;
}

function Rows({ line, channels, chosen, choose, open }: RowsProps) {
  const { t } = useTranslation('report');
  const channelName = useChannelName();
  const [wide, setWide] = useState(false);
  const Chevron = wide ? IconChevronDown : IconChevronRight;
  return (
    <>
      <tr role="row" data-chosen={chosen || undefined}>
        <th role="rowheader" scope="row">
          <span className={styles['queue']}>
            {channels.length > 1 ? (
              <ActionIcon
                size={24}
                aria-expanded={wide}
                aria-label={t('channelsOf', { queue: line.name })}
                onClick={() => setWide(!wide)}
              >
                <Chevron size={15} />
              </ActionIcon>
            ) : (
              <i />
            )}
            <button
              type="button"
              aria-pressed={chosen}
              onClick={() => choose(chosen ? '' : line.queue)}
              title={t('chooseQueue')}
            >
              {line.name}
            </button>
            {channels.map((one) => (
              <ChannelIcon key={one.channel} channel={one.channel} size={14} />
            ))}
          </span>
        </th>
        {COLUMNS.map((of) => (
          <Cell key={of} line={line} of={of} open={open} />
        ))}
      </tr>
      {wide &&
        channels.map((one) => (
          <tr key={one.channel} role="row" data-part>
            <th role="rowheader" scope="row">
              <span className={styles['channel']}>{channelName(one.channel)}</span>
            </th>
            {COLUMNS.map((of) => (
              <Cell key={of} line={one} of={of} open={open} />
            ))}
          </tr>
        ))}
    </>
  );
}

interface Props {
  report: QueueReport;
  chosen: string;
  choose: (queue: string) => void;
  open: Open;
}

export function QueueNumbers({ report, chosen, choose, open }: Props) {
  const { t } = useTranslation('report');
  const threshold = useThreshold();
  const lines = [...report.queues].sort((one, other) => other.now.offered - one.now.offered);
  const total: Measures = report.total;
  return (
    <div className={styles['scroll']} tabIndex={0} role="region" aria-label={t('queues')}>
      <table role="table" className={styles['table']} aria-label={t('queues')}>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">
              {t('column.queue')}
            </th>
            {COLUMNS.map((of) => (
              <th key={of} role="columnheader" scope="col" data-figures>
                <span>
                  {t(`metric.${of}.short`)}
                  <Explained metric={metric(of)} measures={total} threshold={threshold(report.channels)} />
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {lines.map((line) => (
            <Rows
              key={line.queue}
              line={line}
              channels={report.channels.filter((one) => one.queue === line.queue)}
              chosen={line.queue === chosen}
              choose={choose}
              open={open}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}
