/** The algorithm file of a period: looked at here, printed, or taken as JSON. */
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconDownload, IconEye, IconFileText } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '@/ui/i18n';
import { Page } from '@/ui/Page';
import { EmptyState } from '@/ui/States';
import admin from '../Admin.module.css';
import styles from './Trust.module.css';

const DAY = 86_400_000;
const MONTH = 30;

/** A day as `<input type="date">` writes it, here. */
function dayOf(at: number): string {
  const day = new Date(at);
  const two = (figure: number) => String(figure).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

interface Period {
  since: string;
  until: string;
}

/** From the first moment of a day to the last of another. */
function addressOf({ since, until }: Period, language: string, form: 'html' | 'json'): string {
  const query = new URLSearchParams({
    since: new Date(`${since}T00:00:00`).toISOString(),
    until: new Date(Math.min(Date.now(), new Date(`${until}T00:00:00`).getTime() + DAY)).toISOString(),
    form,
    language,
  });
  return `/api/v1/algorithm-file?${query.toString()}`;
}

function usePeriod(): [Period, (change: Partial<Period>) => void] {
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Partial<Period>;
  const [today] = useState(() => Date.now());
  const period = {
    since: search.since ?? dayOf(today - MONTH * DAY),
    until: search.until ?? dayOf(today),
  };
  const put = (change: Partial<Period>) =>
    void navigate({
      to: '/admin/algorithm' as string,
      search: { ...period, ...change } as never,
      replace: true,
    });
  return [period, put];
}

export function AlgorithmPage() {
  const { t } = useTranslation(['admin', 'routing']);
  const [period, put] = usePeriod();
  const [language, setLanguage] = useState<string>(currentLanguage());
  const [shown, setShown] = useState('');
  const valid = Boolean(period.since && period.until && period.since <= period.until);
  const change = (next: Partial<Period>) => {
    setShown('');
    put(next);
  };
  const address = (form: 'html' | 'json') => (valid ? addressOf(period, language, form) : '');
  return (
    <Page title={t('section.algorithm')}>
      <p className={admin['lead']}>{t('help.algorithm')}</p>
      <div className={styles['period']}>
        <TextInput
          type="date"
          label={t('routing:algorithm.since')}
          value={period.since}
          max={period.until}
          onChange={(event) => change({ since: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label={t('routing:algorithm.until')}
          value={period.until}
          min={period.since}
          onChange={(event) => change({ until: event.currentTarget.value })}
        />
        <NativeSelect
          size="xs"
          label={t('routing:algorithm.language')}
          value={language}
          data={[
            { value: 'es', label: 'Español' },
            { value: 'en', label: 'English' },
          ]}
          onChange={(event) => {
            setLanguage(event.currentTarget.value);
            setShown('');
          }}
        />
        <Button
          leftSection={<IconEye size={15} />}
          disabled={!valid}
          onClick={() => setShown(address('html'))}
        >
          {t('routing:algorithm.preview')}
        </Button>
        <Button
          component="a"
          variant="default"
          leftSection={<IconDownload size={15} />}
          href={address('html')}
          download
          aria-disabled={!valid}
        >
          {t('routing:algorithm.html')}
        </Button>
        <Button
          component="a"
          variant="default"
          leftSection={<IconDownload size={15} />}
          href={address('json')}
          download
          aria-disabled={!valid}
        >
          {t('routing:algorithm.json')}
        </Button>
      </div>
      <p className={admin['quiet']}>{t('routing:algorithm.note')}</p>
      {shown ? (
        <iframe className={styles['file']} src={shown} title={t('routing:algorithm.frame')} />
      ) : (
        <EmptyState
          icon={<IconFileText size={26} stroke={1.6} aria-hidden />}
          title={t('routing:algorithm.empty')}
        >
          {t('routing:algorithm.emptyHint')}
        </EmptyState>
      )}
    </Page>
  );
}
