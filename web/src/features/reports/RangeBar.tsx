/** Which dates, compared with which; and the report as a file. */
import { SegmentedControl, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { takeAlong, type What } from './questions';
import styles from './Reports.module.css';
import { localToday, RANGES, type Compare, type Dates, type RangeName, type ReportSearch } from './search';
import { TakeMenu } from './TakeAlong';

interface Props {
  search: ReportSearch;
  dates: Dates;
  change: (to: ReportSearch) => void;
}

export function RangeBar({ search, dates, change }: Props) {
  const { t } = useTranslation('report');
  const range = search.range ?? 'yesterday';
  const day = (name: 'since' | 'until') => (
    <TextInput
      type="date"
      aria-label={t(name)}
      value={dates[name]}
      max={localToday()}
      onChange={(event) =>
        event.currentTarget.value && change({ ...dates, range: 'own', [name]: event.currentTarget.value })
      }
    />
  );
  return (
    <div className={styles['range']}>
      <SegmentedControl
        size="xs"
        aria-label={t('dates')}
        value={range}
        data={RANGES.map((value) => ({ value, label: t(`range.${value}`) }))}
        onChange={(value) =>
          change(value === 'own' ? { range: 'own', ...dates } : { range: value as RangeName })
        }
      />
      {range === 'own' && (
        <span className={styles['days']}>
          {day('since')} <span aria-hidden>–</span> {day('until')}
        </span>
      )}
      <Select
        w={262}
        aria-label={t('compare.label')}
        allowDeselect={false}
        value={search.compare ?? 'week'}
        data={(['week', 'before', ''] as const).map((value) => ({
          value,
          label: t(`compare.${value || 'none'}`),
        }))}
        onChange={(value) => change({ compare: (value ?? '') as Compare })}
      />
    </div>
  );
}

const FILES: readonly What[] = ['queues', 'channels', 'half', 'day', 'agents', 'entries'];

export function ExportMenu({ dates, queue }: { dates: Dates; queue: string }) {
  const { t } = useTranslation('report');
  const all = { ...dates, of: 'offered', begins: null, queue, channel: '', agent: '' } as const;
  return (
    <TakeMenu
      files={FILES}
      nameOf={(what) => t(`file.${what}`)}
      take={(what) => takeAlong({ what, ...all })}
    />
  );
}
