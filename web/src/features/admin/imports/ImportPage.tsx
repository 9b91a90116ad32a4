/** One import: its columns, how its lines will be, what trying it says, doing it, and taking it back. */
import { Button, Progress, SegmentedControl, Select } from '@mantine/core';
import { IconArrowBackUp, IconDownload, IconFlask, IconTableImport } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { textAt } from '@/ui/i18n';
import { Page } from '@/ui/Page';
import { Refused } from '@/ui/problem';
import { Table, type Column } from '@/ui/Table';
import styles from '../Admin.module.css';
import { Confirm } from '../config/Dialogs';
import forms from '../forms/Form.module.css';
import { Loading, More } from '../pages/Loading';
import { State } from './ImportsPage';
import own from './Imports.module.css';
import { isBusy, map, order, useImport, useLines, type ImportLine, type ImportShown } from './questions';

const SEPARATORS: Readonly<Record<string, string>> = {
  ';': 'semicolon',
  ',': 'comma',
  '\t': 'tab',
  '|': 'bar',
};
const SKIPPED = '-';

const useFieldName = () => {
  const { i18n } = useTranslation('admin');
  return ({ field, name, name_es }: { field: string; name: string; name_es: string }): string =>
    (i18n.language.startsWith('es') && name_es) || name || textAt(`admin:import.field.${field}`) || field;
};

interface StepProps {
  run: ImportShown;
  act: (work: () => Promise<void>) => void;
}

function Columns({ run, act }: StepProps) {
  const { t } = useTranslation('admin');
  const named = useFieldName();
  const resting = run.state === 'read' || run.state === 'checked';
  const put = (place: string, field: string | null) => {
    const others = Object.entries(run.mapping).filter(([at, taken]) => at !== place && taken !== field);
    const next = field && field !== SKIPPED ? [...others, [place, field]] : others;
    act(() => map(run.id, Object.fromEntries(next), run.existing));
  };
  const data = [
    { value: SKIPPED, label: t('import.skip') },
    ...run.fields.map((one) => ({ value: one.field, label: named(one) })),
  ];
  const columns: Column<number>[] = [
    { key: 'column', head: t('import.column'), cell: (place) => <b>{run.head[place]}</b> },
    {
      key: 'examples',
      head: t('import.example'),
      cell: (place) => (
        <span className={own['examples']}>
          {run.examples
            .map((row) => row[place])
            .filter(Boolean)
            .slice(0, 3)
            .join(' · ') || '–'}
        </span>
      ),
    },
    {
      key: 'field',
      head: t('import.becomes'),
      cell: (place) => (
        <Select
          aria-label={`${t('import.becomes')}: ${run.head[place] ?? ''}`}
          data={data}
          value={run.mapping[String(place)] ?? SKIPPED}
          allowDeselect={false}
          disabled={!resting}
          w={200}
          onChange={(field) => put(String(place), field)}
        />
      ),
    },
  ];
  return (
    <section className={forms['group']} aria-labelledby="columns">
      <h2 id="columns">{t('import.columns')}</h2>
      {resting && <p className={forms['quiet']}>{t('import.columnsHint')}</p>}
      <Table
        label={t('import.columns')}
        columns={columns}
        rows={run.head.map((_, place) => place)}
        id={(place) => String(place)}
      />
      {run.what !== 'quick_replies' || resting ? (
        <div>
          <p className={forms['label']} id="existing">
            {t('import.existing')}
          </p>
          <SegmentedControl
            aria-labelledby="existing"
            disabled={!resting}
            value={run.existing}
            data={(['skip', 'update'] as const).map((value) => ({
              value,
              label: t(`import.existings.${value}`),
            }))}
            onChange={(existing) => act(() => map(run.id, run.mapping, existing))}
          />
        </div>
      ) : null}
    </section>
  );
}

function Preview({ run }: { run: ImportShown }) {
  const { t } = useTranslation('admin');
  const named = useFieldName();
  const there = run.fields.filter((one) => run.preview.some((line) => line[one.field]));
  const columns: Column<number>[] = there.map((one) => ({
    key: one.field,
    head: named(one),
    cell: (at) => run.preview[at]?.[one.field] ?? '–',
  }));
  if (there.length === 0) return null;
  return (
    <section className={forms['group']} aria-labelledby="preview">
      <h2 id="preview">{t('import.preview')}</h2>
      <div className={styles['wide']} tabIndex={0} role="region" aria-label={t('import.preview')}>
        <Table
          label={t('import.preview')}
          columns={columns}
          rows={run.preview.map((_, at) => at)}
          id={(at) => String(at)}
        />
      </div>
    </section>
  );
}

function Counts({ run }: { run: ImportShown }) {
  const { t, i18n } = useTranslation('admin');
  const figure = (value: number) => new Intl.NumberFormat(i18n.language).format(value);
  const done = run.state === 'done' || run.state === 'undone' || run.state === 'undoing';
  const counts = [
    [done ? t('import.wasCreated') : t('import.created'), run.created, 'ok'],
    [done ? t('import.wasChanged') : t('import.changed'), run.changed, 'ok'],
    [t('import.skipped'), run.skipped, 'plain'],
    [t('import.problems'), run.problems, run.problems ? 'bad' : 'plain'],
  ] as const;
  return (
    <dl className={own['counts']}>
      {counts.map(([label, value, tone]) => (
        <div key={label} data-tone={value ? tone : 'plain'}>
          <dt>{label}</dt>
          <dd>{figure(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Problems({ run }: { run: ImportShown }) {
  const { t } = useTranslation('admin');
  const query = useLines(run.id, 'problem', run.problems > 0 && !isBusy(run.state));
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  if (rows.length === 0) return null;
  const columns: Column<ImportLine>[] = [
    { key: 'line', head: t('import.line'), figures: true, cell: (line) => line.line },
    { key: 'why', head: t('import.why'), cell: (line) => line.detail },
  ];
  return (
    <>
      <Table label={t('import.problems')} columns={columns} rows={rows} id={(line) => String(line.line)} />
      <More query={query} />
    </>
  );
}

function Orders({ run, act, onUndo }: StepProps & { onUndo: () => void }) {
  const { t } = useTranslation('admin');
  const fits = run.created + run.changed;
  return (
    <div className={styles['buttons']}>
      {run.state === 'checked' && fits > 0 && (
        <Button leftSection={<IconTableImport size={15} />} onClick={() => act(() => order(run.id, 'run'))}>
          {t('import.run', { count: fits })}
        </Button>
      )}
      {(run.state === 'read' || run.state === 'checked') && (
        <Button
          variant={run.state === 'read' ? 'filled' : 'default'}
          leftSection={<IconFlask size={15} />}
          onClick={() => act(() => order(run.id, 'check'))}
        >
          {t('import.check')}
        </Button>
      )}
      {!isBusy(run.state) && run.state !== 'read' && run.problems + run.skipped > 0 && (
        <Button
          component="a"
          href={`/api/v1/imports/${run.id}/report`}
          download
          variant="default"
          leftSection={<IconDownload size={15} />}
        >
          {t('import.report')}
        </Button>
      )}
      {run.state === 'done' && fits > 0 && (
        <Button variant="default" leftSection={<IconArrowBackUp size={15} />} onClick={onUndo}>
          {t('import.undo')}
        </Button>
      )}
    </div>
  );
}

function Result({ run, act }: StepProps) {
  const { t } = useTranslation('admin');
  const [undoing, setUndoing] = useState(false);
  const fits = run.created + run.changed;
  const busy = isBusy(run.state);
  const told = !busy && run.state !== 'read';
  return (
    <section className={forms['group']} aria-labelledby="result">
      <h2 id="result">
        <State state={run.state} />
      </h2>
      <div role="status">
        {busy && (
          <>
            <Progress
              value={run.lines ? (100 * run.line) / run.lines : 0}
              aria-label={t('import.progress', { line: run.line, lines: run.lines })}
              animated
            />
            <p className={forms['quiet']}>{t('import.progress', { line: run.line, lines: run.lines })}</p>
          </>
        )}
        {told && <Counts run={run} />}
        {run.state === 'undone' && (
          <p>
            {t('import.removed', { count: run.removed })}.{' '}
            {run.kept > 0 && `${t('import.kept', { count: run.kept })}.`}
          </p>
        )}
        {run.state === 'checked' && fits === 0 && <p>{t('import.nothingFits')}</p>}
      </div>
      <Orders run={run} act={act} onUndo={() => setUndoing(true)} />
      {told && <Problems run={run} />}
      {undoing && (
        <Confirm
          title={t('import.undo')}
          go={t('import.undoGo')}
          danger
          onClose={() => setUndoing(false)}
          act={() => order(run.id, 'undo')}
        >
          <p>{t('import.undoHint')}</p>
        </Confirm>
      )}
    </section>
  );
}

function Shown({ run }: { run: ImportShown }) {
  const { t, i18n } = useTranslation('admin');
  const [problem, setProblem] = useState<unknown>(null);
  const act = (work: () => Promise<void>) => {
    setProblem(null);
    work().catch(setProblem);
  };
  const read = t('import.read', {
    lines: new Intl.NumberFormat(i18n.language).format(run.lines),
    encoding: run.encoding.toUpperCase(),
    separator: textAt(`admin:import.separators.${SEPARATORS[run.separator] ?? 'comma'}`) ?? '',
  });
  return (
    <div className={own['sheet']}>
      <p className={styles['quiet']}>
        {textAt(`admin:import.whats.${run.what}`)} · {read}
      </p>
      <Refused error={problem} />
      <Result run={run} act={act} />
      <Columns run={run} act={act} />
      <Preview run={run} />
    </div>
  );
}

export function ImportPage() {
  const { t } = useTranslation('admin');
  const { run = '' } = useParams({ strict: false }) as { run?: string };
  const query = useImport(run);
  return (
    <Page
      title={query.data?.file ?? t('section.import')}
      actions={
        <Button component={Link} to={'/admin/import' as string} variant="default">
          {t('import.back')}
        </Button>
      }
    >
      <Loading query={query}>{query.data && <Shown run={query.data} />}</Loading>
    </Page>
  );
}
