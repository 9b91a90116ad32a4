/** One measure through the day, half hour by half hour, before against after. */
import { Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BandChart, type Line } from '@/ui/BandChart';
import { figure } from '@/ui/figures';
import { UNIT, type Measure } from './model';
import { useGround, type Answer, type Side } from './questions';
import styles from './Twin.module.css';

const SHOWN: readonly Measure[] = [
  'service_level_pct',
  'wait_p90_s',
  'wait_p50_s',
  'abandoned_pct',
  'occupancy_pct',
  'offered',
];

const HALF_HOUR = 30 * 60_000;

/** The half hours from the first in which anything came to the last, those without anything too. */
function momentsOf(answer: Answer, queue: string): number[] {
  const sides = [answer.before, ...(answer.after ? [answer.after] : [])];
  const found = sides.flatMap((side) =>
    side.intervals
      .filter((one) => one.queue === queue && one.figures.offered.mean > 0)
      .map((one) => Date.parse(one.begins)),
  );
  if (found.length === 0) return [];
  const first = Math.min(...found);
  return Array.from(
    { length: (Math.max(...found) - first) / HALF_HOUR + 1 },
    (_, n) => first + n * HALF_HOUR,
  );
}

const pointsOf = (
  side: Side,
  queue: string,
  moments: readonly number[],
  measure: Measure,
): Line['points'] => {
  const by = new Map(
    side.intervals.filter((one) => one.queue === queue).map((one) => [Date.parse(one.begins), one.figures]),
  );
  return moments.map((moment) => by.get(moment)?.[measure] ?? null);
};

export function DayChart({ answer, queue }: { answer: Answer; queue: string }) {
  const { t, i18n } = useTranslation('twin');
  const ground = useGround();
  const [measure, setMeasure] = useState<Measure>('service_level_pct');
  const moments = momentsOf(answer, queue);
  if (moments.length < 2) return null;
  const clock = new Intl.DateTimeFormat(i18n.language, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: ground.data?.time_zone ?? 'UTC',
  });
  const lines: Line[] = [
    {
      name: answer.after ? t('side.before') : t('side.only'),
      look: 0,
      points: pointsOf(answer.before, queue, moments, measure),
    },
  ];
  if (answer.after) {
    lines.push({ name: t('side.after'), look: 1, points: pointsOf(answer.after, queue, moments, measure) });
  }
  return (
    <section className={styles['part']} aria-labelledby="twin-day">
      <div className={styles['between']}>
        <h3 id="twin-day">{t('day.title')}</h3>
        <Select
          w={260}
          aria-label={t('day.measure')}
          data={SHOWN.map((one) => ({ value: one, label: t(`measure.${one}`) }))}
          value={measure}
          allowDeselect={false}
          onChange={(value) => value && setMeasure(value as Measure)}
        />
      </div>
      <BandChart
        title={t(`measure.${measure}`)}
        moments={moments.map((moment) => clock.format(moment))}
        lines={lines}
        say={(value) => figure(value, UNIT[measure])}
        most={UNIT[measure] === 'percent' ? 100 : undefined}
      />
      <p className={styles['quiet']}>{t('day.hint')}</p>
    </section>
  );
}
