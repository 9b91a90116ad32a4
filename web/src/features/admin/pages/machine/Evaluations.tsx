/** The centre's own questions: run, the score beside the one before, and every failure. */
import { Button, Drawer, Switch } from '@mantine/core';
import { IconClipboardCheck, IconPlayerPlay } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/session';
import { Chip } from '@/ui/Bits';
import { textAt } from '@/ui/i18n';
import { sayProblem } from '@/ui/problem';
import { EmptyState } from '@/ui/States';
import { momentShort } from '@/ui/time';
import { toast } from '@/ui/toast';
import admin from '../../Admin.module.css';
import { Loading } from '../Loading';
import own from './Machine.module.css';
import { runEvaluation, useRun, type Evaluation, type Run } from './questions';

function Verdict({ one }: { one: Evaluation }) {
  const { t } = useTranslation('assist');
  const last = one.runs[0];
  if (!last) return <Chip>{t('evaluation.never')}</Chip>;
  if (last.version !== one.version) return <Chip tone="warn">{t('evaluation.stale')}</Chip>;
  return one.enough ? (
    <Chip tone="ok">{t('evaluation.enough')}</Chip>
  ) : (
    <Chip tone="bad">{t('evaluation.notEnough')}</Chip>
  );
}

function Case({ one }: { one: Run['items'][number] }) {
  const { t } = useTranslation('assist');
  const failed = one.wrong.length > 0;
  const turned = one.before !== '' && (one.before === 'failed') !== failed;
  return (
    <li className={own['case']}>
      <header>
        <Chip tone={failed ? 'bad' : 'ok'}>
          {failed
            ? one.wrong.map((code) => textAt(`assist:evaluation.wrong.${code}`) ?? code).join(', ')
            : t('evaluation.passed')}
        </Chip>
        {turned && (
          <Chip tone={failed ? 'warn' : 'info'}>
            {failed ? t('evaluation.newlyFailed') : t('evaluation.newlyPassed')}
          </Chip>
        )}
      </header>
      <p>
        <strong>{one.text}</strong>
      </p>
      <p>
        <em>{textAt(`assist:evaluation.does.${one.does}`) ?? one.does}</em>
        {one.answer && <>: {one.answer}</>}
        {(one.source || one.intent) && <small> ({one.source || one.intent})</small>}
      </p>
    </li>
  );
}

function Detail({ run }: { run: string }) {
  const { t } = useTranslation('assist');
  const query = useRun(run);
  const [failures, setFailures] = useState(true);
  const items = (query.data?.items ?? []).filter((one) => !failures || one.wrong.length > 0);
  return (
    <Loading query={query}>
      {query.data && (
        <div className={own['part']}>
          <p>
            <strong>{t('evaluation.score', { passed: query.data.passed, cases: query.data.cases })}</strong> ·{' '}
            {query.data.model ? t('evaluation.by', { model: query.data.model }) : t('evaluation.without')}
            {query.data.previous && <> · {t('evaluation.before', { ...query.data.previous })}</>}
          </p>
          <Switch
            label={t('evaluation.onlyFailures')}
            checked={failures}
            onChange={(event) => setFailures(event.currentTarget.checked)}
          />
          <ul className={own['cases']}>
            {items.map((one) => (
              <Case key={one.text} one={one} />
            ))}
          </ul>
        </div>
      )}
    </Loading>
  );
}

function One({ one, onOpen }: { one: Evaluation; onOpen: (run: string) => void }) {
  const { t } = useTranslation('assist');
  const may = useMay('config.edit');
  const [busy, setBusy] = useState(false);
  const last = one.runs[0];
  const run = async () => {
    setBusy(true);
    try {
      onOpen((await runEvaluation(one.slug)).id);
    } catch (error) {
      toast.failed(sayProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <li className={own['card']}>
      <header>
        <h3>
          <Link to={`/admin/evaluation/${one.slug}` as string}>{one.name}</Link>
        </h3>
        <Verdict one={one} />
      </header>
      <p>
        {last ? t('evaluation.score', { passed: last.passed, cases: last.cases }) : one.cases} ·{' '}
        {t('evaluation.needed', { percent: one.pass_percent })}
        {last && (
          <span className={admin['quiet']}>
            {' '}
            · {last.model ? t('evaluation.by', { model: last.model }) : t('evaluation.without')} ·{' '}
            {momentShort(Date.parse(last.at))}
          </span>
        )}
      </p>
      <div className={admin['buttons']}>
        {may && (
          <Button
            size="compact-sm"
            variant="default"
            loading={busy}
            leftSection={<IconPlayerPlay size={14} aria-hidden />}
            onClick={() => void run()}
          >
            {t('evaluation.run')}
          </Button>
        )}
        {last && (
          <Button size="compact-sm" variant="subtle" onClick={() => onOpen(last.id)}>
            {t('evaluation.details')}
          </Button>
        )}
      </div>
    </li>
  );
}

export function Evaluations({ items }: { items: readonly Evaluation[] }) {
  const { t } = useTranslation('assist');
  const may = useMay('config.edit');
  const [open, setOpen] = useState('');
  return (
    <section className={own['part']} aria-labelledby="machine-tests">
      <h2 id="machine-tests">{t('evaluation.title')}</h2>
      {items.length === 0 && (
        <EmptyState
          icon={<IconClipboardCheck size={26} stroke={1.6} aria-hidden />}
          title={t('evaluation.never')}
          action={
            may && (
              <Button component={Link} to={'/admin/evaluation' as string} variant="default">
                {t('evaluation.new')}
              </Button>
            )
          }
        >
          {t('evaluation.none')}
        </EmptyState>
      )}
      <ul className={own['cards']}>
        {items.map((one) => (
          <One key={one.slug} one={one} onOpen={setOpen} />
        ))}
      </ul>
      <Drawer
        opened={open !== ''}
        onClose={() => setOpen('')}
        position="right"
        size="lg"
        title={t('evaluation.title')}
      >
        {open && <Detail run={open} />}
      </Drawer>
    </section>
  );
}
