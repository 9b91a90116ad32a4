/** Lines over time with the band each may lie in, told apart by dash and mark as well as by colour; or as a table. */
import { Button } from '@mantine/core';
import { IconChartLine, IconTable } from '@tabler/icons-react';
import { useId, useState, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './Chart.module.css';
import { Table, type Column } from './Table';

export interface Spread {
  mean: number;
  low: number;
  high: number;
}

export interface Line {
  name: string;
  /** Which of the looks it has: 0 solid with discs, 1 dashed with squares. */
  look: 0 | 1;
  points: readonly (Spread | null)[];
}

interface Props {
  title: string;
  /** What stands under each point. */
  moments: readonly string[];
  lines: readonly Line[];
  say: (value: number) => string;
  /** The end of the scale, if it has one of its own: 100 of percents. */
  most?: number;
}

const WIDTH = 760;
const HEIGHT = 236;
const LEFT = 58;
const RIGHT = 22;
const TOP = 12;
const BOTTOM = 28;
const STEPS = 4;

/** The next round figure: 1, 2, 2.5, 5 and their tenfolds. */
export function roundUp(value: number): number {
  if (value <= 0) return 1;
  const size = 10 ** Math.floor(Math.log10(value));
  const lead = value / size;
  const round = [1, 2, 2.5, 5, 10].find((each) => lead <= each + 1e-9) ?? 10;
  return round * size;
}

interface Scale {
  x: (index: number) => number;
  y: (value: number) => number;
  top: number;
}

function scaleOf(count: number, top: number): Scale {
  const wide = WIDTH - LEFT - RIGHT;
  const high = HEIGHT - TOP - BOTTOM;
  return {
    x: (index) => LEFT + (count < 2 ? wide / 2 : (wide * index) / (count - 1)),
    y: (value) => TOP + high * (1 - Math.min(1, Math.max(0, value / top))),
    top,
  };
}

interface Point extends Spread {
  at: number;
}

/** Stretches without a hole. */
export function stretches(points: readonly (Spread | null)[]): Point[][] {
  const found: Point[][] = [];
  let open: Point[] = [];
  points.forEach((point, at) => {
    if (point) open.push({ ...point, at });
    else if (open.length > 0) {
      found.push(open);
      open = [];
    }
  });
  return open.length > 0 ? [...found, open] : found;
}

function Mark({ look, x, y }: { look: 0 | 1; x: number; y: number }) {
  if (look === 0) return <circle cx={x} cy={y} r={2.6} className={styles['mark']} data-look={0} />;
  return <rect x={x - 2.5} y={y - 2.5} width={5} height={5} className={styles['mark']} data-look={1} />;
}

function Drawn({ line, scale }: { line: Line; scale: Scale }) {
  const { x, y } = scale;
  return stretches(line.points).map((points) => {
    const there = points.map((point) => `${x(point.at)},${y(point.high)}`);
    const back = points.toReversed().map((point) => `${x(point.at)},${y(point.low)}`);
    return (
      <g key={points[0]?.at} data-look={line.look}>
        <polygon points={[...there, ...back].join(' ')} className={styles['band']} data-look={line.look} />
        <polyline
          points={points.map((point) => `${x(point.at)},${y(point.mean)}`).join(' ')}
          className={styles['line']}
          data-look={line.look}
        />
        {points.map((point) => (
          <Mark key={point.at} look={line.look} x={x(point.at)} y={y(point.mean)} />
        ))}
      </g>
    );
  });
}

function Legend({ lines }: { lines: readonly Line[] }) {
  return (
    <span className={styles['legend']}>
      {lines.map((line) => (
        <span key={line.name}>
          <svg width={26} height={10} aria-hidden>
            <line x1={1} y1={5} x2={25} y2={5} className={styles['line']} data-look={line.look} />
            <Mark look={line.look} x={13} y={5} />
          </svg>
          {line.name}
        </span>
      ))}
    </span>
  );
}

function Axes({ scale, moments, say }: { scale: Scale; moments: readonly string[]; say: Props['say'] }) {
  const every = Math.max(1, Math.ceil(moments.length / 12));
  return (
    <g className={styles['axes']}>
      {Array.from({ length: STEPS + 1 }, (_, step) => {
        const value = (scale.top * step) / STEPS;
        return (
          <g key={step}>
            <line x1={LEFT} x2={WIDTH - RIGHT} y1={scale.y(value)} y2={scale.y(value)} />
            <text x={LEFT - 7} y={scale.y(value) + 4} textAnchor="end">
              {say(value)}
            </text>
          </g>
        );
      })}
      {moments.map((moment, index) =>
        index % every === 0 ? (
          <text key={moment} x={scale.x(index)} y={HEIGHT - 9} textAnchor="middle">
            {moment}
          </text>
        ) : null,
      )}
    </g>
  );
}

interface Row {
  moment: string;
  cells: (Spread | null)[];
}

function AsTable({ title, moments, lines, say }: Props) {
  const { t } = useTranslation();
  const rows = moments.map((moment, index): Row => ({
    moment,
    cells: lines.map((line) => line.points[index] ?? null),
  }));
  const columns: Column<Row>[] = [
    { key: 'moment', head: t('chart.moment'), cell: (row) => row.moment },
    ...lines.map((line, index): Column<Row> => ({
      key: line.name,
      head: line.name,
      figures: true,
      cell: (row) => {
        const point = row.cells[index];
        if (!point) return '–';
        if (point.low === point.high) return say(point.mean);
        return `${say(point.mean)} (${say(point.low)} – ${say(point.high)})`;
      },
    })),
  ];
  return <Table label={title} columns={columns} rows={rows} id={(row) => row.moment} />;
}

function Readout({
  at,
  moments,
  lines,
  say,
}: Pick<Props, 'moments' | 'lines' | 'say'> & { at: number | null }) {
  const { t } = useTranslation();
  if (at === null) return <span>{t('chart.point')}</span>;
  return (
    <>
      <b>{moments[at]}</b>
      {lines.map((line) => {
        const point = line.points[at];
        return (
          <span key={line.name}>
            {line.name}: <b>{point ? say(point.mean) : '–'}</b>
          </span>
        );
      })}
    </>
  );
}

export function BandChart(props: Props) {
  const { t } = useTranslation();
  const { title, moments, lines, say, most } = props;
  const [table, setTable] = useState(false);
  const [at, setAt] = useState<number | null>(null);
  const label = useId();
  const highest = Math.max(0, ...lines.flatMap((line) => line.points.map((point) => point?.high ?? 0)));
  const scale = scaleOf(moments.length, most ?? roundUp(highest));
  const point = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * WIDTH;
    const index = Math.round(((x - LEFT) / (WIDTH - LEFT - RIGHT)) * (moments.length - 1));
    setAt(index >= 0 && index < moments.length ? index : null);
  };
  return (
    <figure className={styles['chart']}>
      <figcaption>
        <span id={label}>{title}</span>
        <Legend lines={lines} />
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={table ? <IconChartLine size={14} /> : <IconTable size={14} />}
          onClick={() => setTable(!table)}
        >
          {table ? t('chart.asChart') : t('chart.asTable')}
        </Button>
      </figcaption>
      {table ? (
        <div className={styles['tall']} tabIndex={0} role="region" aria-label={title}>
          <AsTable {...props} />
        </div>
      ) : (
        <>
          <svg
            viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
            role="img"
            aria-labelledby={label}
            onPointerMove={point}
            onPointerLeave={() => setAt(null)}
          >
            <Axes scale={scale} moments={moments} say={say} />
            {at !== null && (
              <line
                className={styles['cursor']}
                x1={scale.x(at)}
                x2={scale.x(at)}
                y1={TOP}
                y2={HEIGHT - BOTTOM}
              />
            )}
            {lines.map((line) => (
              <Drawn key={line.name} line={line} scale={scale} />
            ))}
          </svg>
          <div className={styles['readout']} aria-hidden>
            <Readout at={at} moments={moments} lines={lines} say={say} />
          </div>
        </>
      )}
    </figure>
  );
}
