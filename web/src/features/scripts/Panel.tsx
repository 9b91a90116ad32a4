/** Beside a conversation: the scripts that fit it, and one of them step by step. */
import { Button } from '@mantine/core';
import { IconArrowLeft, IconChevronRight, IconListCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '@/ui/i18n';
import { sayProblem } from '@/ui/problem';
import type { ScriptsAsked } from '@/ui/slots';
import { EmptyState, ErrorState, ListSkeleton } from '@/ui/States';
import { toast } from '@/ui/toast';
import { answer, begin, useScripts, type Given, type Script, type Step } from './questions';
import styles from './Scripts.module.css';
import { StepView } from './StepView';

/** A step that was gone through: what it showed, and what was answered to get beyond it. */
interface Gone {
  step: Step;
  answered: string;
}

interface Running {
  script: Script;
  gone: readonly Gone[];
  step: Step;
}

const nameOf = (script: Script) =>
  currentLanguage() === 'es' && script.name_es ? script.name_es : script.name;

function List({ items, onBegin }: { items: readonly Script[]; onBegin: (script: Script) => void }) {
  const { t } = useTranslation('scripts');
  if (items.length === 0) {
    return (
      <EmptyState icon={<IconListCheck size={26} stroke={1.6} aria-hidden />} title={t('none')}>
        {t('noneHint')}
      </EmptyState>
    );
  }
  return (
    <>
      <p className={styles['quiet']}>{t('choose')}</p>
      <ul className={styles['list']} aria-label={t('title')}>
        {items.map((script) => (
          <li key={script.slug}>
            <button type="button" onClick={() => onBegin(script)}>
              {nameOf(script)} <IconChevronRight size={15} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function Ending({ step }: { step: Step }) {
  const { t } = useTranslation('scripts');
  return (
    <>
      {step.queue !== null && (
        <p>
          <strong>{step.queue ? t('handOver', { queue: step.queue }) : t('handOverAny')}</strong>
        </p>
      )}
      <p className={styles['quiet']} role="status">
        {t('done')}
      </p>
    </>
  );
}

interface RunProps extends ScriptsAsked {
  running: Running;
  onChange: (running: Running | null) => void;
}

function Answers({ gone }: { gone: readonly Gone[] }) {
  const { t } = useTranslation('scripts');
  if (gone.length === 0) return null;
  return (
    <ol className={styles['gone']} aria-label={t('answered')}>
      {gone.map((one, index) => (
        <li key={index}>
          <span>{one.step.texts.at(-1)}</span> <b>{one.answered}</b>
        </li>
      ))}
    </ol>
  );
}

function Run({ conversation, onInsert, running, onChange }: RunProps) {
  const { t } = useTranslation('scripts');
  const [busy, setBusy] = useState(false);
  const { script, gone, step } = running;
  const give = async (given: Given, shown: string) => {
    setBusy(true);
    try {
      const next = await answer(conversation, script.slug, step.state, given);
      if (next.refused.length > 0) {
        toast.failed(t(next.refused.includes('not_allowed') ? 'notAllowed' : 'notChanged'));
      }
      onChange({ script, gone: [...gone, { step, answered: shown }], step: next });
    } catch (error) {
      toast.failed(sayProblem(error));
    } finally {
      setBusy(false);
    }
  };
  const back = () => {
    const before = gone.at(-1);
    onChange(before ? { script, gone: gone.slice(0, -1), step: before.step } : null);
  };
  const insert = (text: string) => {
    onInsert(text);
    toast.done(t('used'));
  };
  return (
    <section className={styles['run']} aria-label={nameOf(script)}>
      {step.state && (
        <button type="button" className={styles['back']} onClick={back}>
          <IconArrowLeft size={15} aria-hidden /> {t(gone.length ? 'back' : 'leave')}
        </button>
      )}
      <h2>{nameOf(script)}</h2>
      <Answers gone={gone} />
      <p className={styles['number']}>{t('step', { number: gone.length + 1 })}</p>
      <StepView
        key={`${gone.length} ${step.state}`}
        step={step}
        busy={busy}
        later={gone.length > 0}
        onGiven={(given, shown) => void give(given, shown)}
        onInsert={insert}
      />
      {!step.state && <Ending step={step} />}
      {!step.state && (
        <Button variant="default" onClick={() => onChange(null)}>
          {t('again')}
        </Button>
      )}
    </section>
  );
}

export function Panel(asked: ScriptsAsked) {
  const { t } = useTranslation('scripts');
  const query = useScripts(asked.conversation);
  const [running, setRunning] = useState<Running | null>(null);
  const start = async (script: Script) => {
    try {
      setRunning({ script, gone: [], step: await begin(asked.conversation, script.slug) });
    } catch (error) {
      toast.failed(sayProblem(error));
    }
  };
  return (
    <div className={styles['panel']}>
      {running && <Run {...asked} running={running} onChange={setRunning} />}
      {!running && query.isPending && <ListSkeleton rows={3} />}
      {!running && query.isError && (
        <ErrorState
          title={t('failed')}
          detail={sayProblem(query.error)}
          onRetry={() => void query.refetch()}
        />
      )}
      {!running && query.data && <List items={query.data.items} onBegin={(one) => void start(one)} />}
    </div>
  );
}
