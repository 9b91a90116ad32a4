/** Whom we owe a call: callers who gave up, and messages that were left. Recordings; supervisors also block numbers. */
import { NativeSelect, SegmentedControl } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/session';
import { Page } from '@/ui/Page';
import { SHOWN, type Shown } from '.';
import { BlockedNumbers } from './BlockedNumbers';
import styles from './Calls.module.css';
import { MissedCalls, Voicemails } from './Lists';
import { Recordings } from './Recordings';

const DAYS = [1, 7, 30, 90] as const;

export function CallsPage() {
  const { t } = useTranslation('calls');
  const search: { show?: Shown } = useSearch({ strict: false });
  const navigate = useNavigate();
  const supervises = useMay('queue.supervise');
  const [days, setDays] = useState(7);
  const listens = useMay('recording.listen');
  const choices: readonly Shown[] = SHOWN.filter(
    (one) => (one !== 'blocked' || supervises) && (one !== 'recordings' || listens),
  );
  const show = choices.find((one) => one === search.show) ?? 'missed';
  return (
    <Page title={t('title')} narrow>
      <div className={styles['page']}>
        <div className={styles['top']}>
          <SegmentedControl
            size="xs"
            aria-label={t('tabs')}
            value={show}
            data={choices.map((value) => ({ value, label: t(value) }))}
            onChange={(value) => void navigate({ to: '.', search: { show: value as Shown }, replace: true })}
          />
          {show !== 'blocked' && (
            <NativeSelect
              size="xs"
              aria-label={t('days')}
              value={String(days)}
              data={DAYS.map((count) => ({ value: String(count), label: t('daysOf', { count }) }))}
              onChange={(event) => setDays(Number(event.currentTarget.value))}
            />
          )}
        </div>
        {show === 'missed' && <MissedCalls days={days} />}
        {show === 'voicemails' && <Voicemails days={days} />}
        {show === 'recordings' && <Recordings days={days} />}
        {show === 'blocked' && <BlockedNumbers />}
      </div>
    </Page>
  );
}
