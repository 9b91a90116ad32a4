/** What came out: what differs for sure in words, the figures side by side, the day by half hours, and the people. */
import { Select } from '@mantine/core';
import { IconArrowDownRight, IconArrowUpRight, IconEqual, IconWaveSine } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { textAt } from '@/ui/i18n';
import { difference, figure } from '@/ui/figures';
import { Table, type Column } from '@/ui/Table';
import { DifferenceBar, PairBar } from '@/ui/Whisker';
import { DayChart } from './DayChart';
import { MEASURES, UNIT, verdictOf, type Measure, type Verdict } from './model';
import { useGround, type Answer, type Estimate, type Figures, type Shown, type Side } from './questions';
import { useTwinSearch } from './TwinPage';
import result from './Result.module.css';
import styles from './Twin.module.css';
import { useQueueName } from './words';

const ofQueue = (side: Side, queue: string): Figures | undefined => (queue ? side.queues[queue] : side.total);

interface Row {
  measure: Measure;
  before: Estimate | null;
  after: Estimate | null;
  difference: Estimate | null;
  verdict: Verdict | null;
}

function rowsOf(answer: Answer, queue: string): Row[] {
  const before = ofQueue(answer.before, queue);
  const after = answer.after ? ofQueue(answer.after, queue) : undefined;
  const apart = answer.difference[queue];
  return MEASURES.map((measure) => {
    const differs = apart?.[measure] ?? null;
    return {
      measure,
      before: before?.[measure] ?? null,
      after: after?.[measure] ?? null,
      difference: differs,
      verdict: differs ? verdictOf(measure, differs, answer.replications) : null,
    };
  }).filter((row) => row.before !== null || row.after !== null);
}

const ICON = {
  better: IconArrowUpRight,
  worse: IconArrowDownRight,
  other: IconArrowUpRight,
  noise: IconWaveSine,
  same: IconEqual,
} as const;

function useSayDifference(): (measure: Measure, value: number) => string {
  const { t } = useTranslation('twin');
  return (measure, value) => {
    const said = difference(value, UNIT[measure]);
    return UNIT[measure] === 'percent' ? t('result.points', { value: said }) : said;
  };
}

function VerdictCell({ row }: { row: Row }) {
  const { t } = useTranslation('twin');
  if (!row.verdict) return null;
  const Icon = ICON[row.verdict];
  return (
    <span className={result['verdict']} data-tone={row.verdict}>
      <Icon size={15} aria-hidden />
      {t(`verdict.${row.verdict}`)}
    </span>
  );
}

function Numbers({ estimate, measure }: { estimate: Estimate | null; measure: Measure }) {
  if (!estimate) return '–';
  const most = UNIT[measure] === 'percent' ? 100 : Infinity;
  const say = (value: number) => figure(Math.min(most, Math.max(0, value)), UNIT[measure]);
  if (say(estimate.low) === say(estimate.high)) return say(estimate.mean);
  return (
    <span className={result['estimate']}>
      <b>{say(estimate.mean)}</b>
      <small>
        {say(estimate.low)} – {say(estimate.high)}
      </small>
    </span>
  );
}

function Comparison({ rows, compared }: { rows: readonly Row[]; compared: boolean }) {
  const { t } = useTranslation('twin');
  const say = useSayDifference();
  const columns: Column<Row>[] = [
    {
      key: 'measure',
      head: t('result.measure'),
      cell: (row) => <span title={t(`measureHint.${row.measure}`)}>{t(`measure.${row.measure}`)}</span>,
    },
    {
      key: 'before',
      head: compared ? t('side.before') : t('side.only'),
      figures: true,
      cell: (row) => <Numbers estimate={row.before} measure={row.measure} />,
    },
  ];
  if (compared) {
    columns.push(
      {
        key: 'after',
        head: t('side.after'),
        figures: true,
        cell: (row) => <Numbers estimate={row.after} measure={row.measure} />,
      },
      {
        key: 'difference',
        head: t('result.difference'),
        cell: (row) =>
          row.difference &&
          row.verdict &&
          row.verdict !== 'same' && (
            <span className={result['differs']}>
              <DifferenceBar spread={row.difference} tone={row.verdict} />
              <span className={result['estimate']}>
                <b>{say(row.measure, row.difference.mean)}</b>
                <small>
                  {t('result.between', {
                    low: difference(row.difference.low, UNIT[row.measure]),
                    high: difference(row.difference.high, UNIT[row.measure]),
                  })}
                </small>
              </span>
            </span>
          ),
      },
      { key: 'verdict', head: t('result.verdict'), cell: (row) => <VerdictCell row={row} /> },
    );
  }
  return <Table label={t('result.figures')} columns={columns} rows={rows} id={(row) => row.measure} />;
}

/** The measures that decide, in sentences. */
const TOLD: readonly Measure[] = ['service_level_pct', 'wait_p90_s', 'abandoned_pct', 'fairness'];

function InWords({ rows, replications }: { rows: readonly Row[]; replications: number }) {
  const { t } = useTranslation('twin');
  const say = useSayDifference();
  const told = TOLD.flatMap((measure) => rows.filter((row) => row.measure === measure));
  return (
    <ul className={result['told']}>
      {told.map(({ measure, before, after, difference: differs, verdict }) => {
        if (!before || !after || !differs || !verdict) return null;
        const Icon = ICON[verdict];
        const params = {
          measure: t(`measure.${measure}`),
          before: figure(before.mean, UNIT[measure]),
          after: figure(after.mean, UNIT[measure]),
          difference: say(measure, differs.mean),
        };
        const known = verdict === 'noise' || verdict === 'same' ? verdict : 'sure';
        const key = replications < 2 && verdict !== 'same' ? 'once' : known;
        return (
          <li key={measure} data-tone={verdict}>
            <Icon size={17} aria-hidden />
            <span>{t(`told.${key}`, params)}</span>
          </li>
        );
      })}
    </ul>
  );
}

/** What caring for people costs: points of service level beside how evenly the work is spread. */
function HumanePrice({ shown, answer }: { shown: Shown; answer: Answer }) {
  const { t } = useTranslation('twin');
  const say = useSayDifference();
  const cares =
    shown.question.documents.some((one) => one.kind === 'workload') ||
    shown.question.people.some((one) => one.workload !== null);
  const apart = answer.difference[''];
  if (!cares || !apart?.service_level_pct || !apart.fairness || !answer.after?.total.fairness) return null;
  const level = verdictOf('service_level_pct', apart.service_level_pct, answer.replications);
  const fairness = {
    before: figure(answer.before.total.fairness?.mean ?? 0, 'index'),
    after: figure(answer.after.total.fairness.mean, 'index'),
  };
  const even = fairness.before === fairness.after;
  const price = level === 'worse' ? 'costs' : level === 'better' ? 'gains' : 'free';
  return (
    <section className={styles['part']} aria-labelledby="twin-humane">
      <h3 id="twin-humane">{t('humane.title')}</h3>
      <p>
        {t(`humane.${price}`, {
          points: say('service_level_pct', Math.abs(apart.service_level_pct.mean)).replace('+', ''),
        })}{' '}
        {t(even ? 'humane.fairnessSame' : 'humane.fairness', fairness)}
      </p>
      <p className={styles['quiet']}>{t('humane.hint')}</p>
    </section>
  );
}

interface Busy {
  id: string;
  name: string;
  before: Estimate | null;
  after: Estimate | null;
}

function People({ answer }: { answer: Answer }) {
  const { t } = useTranslation('twin');
  const ground = useGround();
  const names = new Map(ground.data?.people.map((one) => [one.id, one.name]));
  const nameOf = (id: string) =>
    names.get(id) ?? (id.startsWith('extra-') ? t('staff.imagined', { number: id.slice(6) }) : id);
  const ids = [
    ...new Set([...Object.keys(answer.before.agents), ...Object.keys(answer.after?.agents ?? {})]),
  ];
  const rows = ids.map((id): Busy => ({
    id,
    name: nameOf(id),
    before: answer.before.agents[id] ?? null,
    after: answer.after?.agents[id] ?? null,
  }));
  const columns: Column<Busy>[] = [
    { key: 'name', head: t('people.name'), cell: (row) => row.name, order: (row) => row.name },
    {
      key: 'before',
      head: answer.after ? t('side.before') : t('people.occupancy'),
      figures: true,
      cell: (row) => (row.before ? figure(row.before.mean, 'percent') : '–'),
      order: (row) => row.before?.mean ?? -1,
    },
  ];
  if (answer.after) {
    columns.push({
      key: 'after',
      head: t('side.after'),
      figures: true,
      cell: (row) => (row.after ? figure(row.after.mean, 'percent') : '–'),
      order: (row) => row.after?.mean ?? -1,
    });
  }
  columns.push({
    key: 'bar',
    head: t('people.scale'),
    cell: (row) => <PairBar before={row.before} after={row.after} most={100} />,
  });
  if (rows.length === 0) return null;
  return (
    <section className={styles['part']} aria-labelledby="twin-people">
      <h3 id="twin-people">{t('people.title')}</h3>
      <p className={styles['quiet']}>{t('people.hint')}</p>
      <Table label={t('people.title')} columns={columns} rows={rows} id={(row) => row.id} initial="-before" />
    </section>
  );
}

function QueuePicker({ answer, queue }: { answer: Answer; queue: string }) {
  const { t } = useTranslation('twin');
  const queueName = useQueueName();
  const [search, go] = useTwinSearch();
  const slugs = [
    ...new Set([...Object.keys(answer.before.queues), ...Object.keys(answer.after?.queues ?? {})]),
  ];
  return (
    <Select
      w={260}
      aria-label={t('result.queue')}
      data={[
        { value: '', label: t('result.allQueues') },
        ...slugs.filter(Boolean).map((slug) => ({ value: slug, label: queueName(slug) })),
      ]}
      value={queue}
      allowDeselect={false}
      onChange={(value) => {
        go(value ? { ...search, queue: value } : { run: search.run ?? '' });
      }}
    />
  );
}

export function Result({ shown, answer }: { shown: Shown; answer: Answer }) {
  const { t, i18n } = useTranslation(['twin', 'why']);
  const [search] = useTwinSearch();
  const queue = search.queue && answer.before.queues[search.queue] ? search.queue : '';
  const rows = rowsOf(answer, queue);
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  return (
    <>
      <section className={styles['part']} aria-labelledby="twin-result">
        <div className={styles['between']}>
          <h3 id="twin-result">{answer.after ? t('result.compared') : t('result.only')}</h3>
          <QueuePicker answer={answer} queue={queue} />
        </div>
        {answer.after && <InWords rows={rows} replications={answer.replications} />}
        <Comparison rows={rows} compared={answer.after !== null} />
        <p className={styles['quiet']}>
          {t('result.how', {
            count: answer.replications,
            simulated: number.format(answer.simulated),
            seconds: number.format(answer.seconds),
            threshold: shown.question.threshold_seconds,
          })}
        </p>
        {answer.notes.length > 0 && (
          <ul className={result['notes']}>
            {answer.notes.map((note) => (
              <li key={note}>{textAt(`why:note.${note}`) ?? note}</li>
            ))}
          </ul>
        )}
      </section>
      <HumanePrice shown={shown} answer={answer} />
      <DayChart answer={answer} queue={queue} />
      <People answer={answer} />
    </>
  );
}
