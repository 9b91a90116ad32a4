/** The first run: from the one-time link to a working chat, in five short pages; what can wait may be left out. */
import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { Link, useSearch } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ONCE, told } from '@/api/client';
import { asProblem } from '@/api/problem';
import { enterWith } from '@/api/session';
import { useTitle } from '@/ui/Page';
import { Refused, sayProblem } from '@/ui/problem';
import { EmptyState, ErrorState, ListSkeleton } from '@/ui/States';
import { leftOfSetup, noteSetup } from '@/ui/setupLeft';
import { DemoFirst } from './DemoFirst';
import { Done } from './Done';
import { fieldOf, forget, keep, missing, resume, stepOf, wanted, type Answers, type Progress } from './draft';
import styles from './Setup.module.css';
import { AdministratorStep, CentreStep, ChatStep, MailboxStep, TeamStep } from './Steps';

const PAGES = [CentreStep, AdministratorStep, ChatStep, TeamStep, MailboxStep] as const;
const TITLES = ['setup.centre', 'setup.administrator', 'setup.chat', 'setup.team', 'setup.mailbox'] as const;
const LAST = PAGES.length - 1;

function Rail({ step }: { step: number }) {
  const { t } = useTranslation('admin');
  return (
    <ol className={styles['rail']} aria-label={t('setup.steps')}>
      {TITLES.map((title, index) => (
        <li
          key={title}
          data-past={index < step || undefined}
          aria-current={index === step ? 'step' : undefined}
        >
          <span>{index < step ? <IconCheck size={14} aria-hidden /> : index + 1}</span>
          {t(title)}
        </li>
      ))}
    </ol>
  );
}

interface FormProps {
  token: string;
  zones: readonly string[];
  onDone: (answers: Answers) => void;
}

interface ButtonsProps {
  step: number;
  busy: boolean;
  onBack: () => void;
  /** Ends here, with what is usual for the rest. */
  onSkip: () => void;
}

/** From this page on everything has a usual answer. */
const MAY_END = 2;

function Buttons({ step, busy, onBack, onSkip }: ButtonsProps) {
  const { t } = useTranslation(['admin', 'desk']);
  return (
    <div className={styles['buttons']}>
      <Button type="submit" loading={busy}>
        {step === LAST ? t('setup.finish') : t('setup.next')}
      </Button>
      {step > 0 && (
        <Button variant="default" onClick={onBack}>
          {t('desk:common.back')}
        </Button>
      )}
      {step >= MAY_END && step < LAST && (
        <Button variant="subtle" ml="auto" disabled={busy} onClick={onSkip}>
          {t('setup.skip')}
        </Button>
      )}
    </div>
  );
}

function Questions({ token, zones, onDone }: FormProps) {
  const { t, i18n } = useTranslation('admin');
  const [progress, setProgress] = useState<Progress>(() => resume(i18n.language));
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const { step, answers } = progress;
  const Step = PAGES[step] ?? CentreStep;
  const title = TITLES[step] ?? TITLES[0];
  useTitle(t('setup.title'));
  useEffect(() => keep(progress), [progress]);
  const go = (next: number) => setProgress({ ...progress, step: next });
  const set = (change: Partial<Answers>) => {
    setProgress({ step, answers: { ...answers, ...change } });
    setProblems(Object.fromEntries(Object.entries(problems).filter(([field]) => !(field in change))));
  };
  const finish = async () => {
    setBusy(true);
    setProblem(null);
    try {
      enterWith(await told(api.POST('/api/v1/setup', { body: wanted(token, answers), headers: ONCE })));
      forget();
      noteSetup({ done: PAGES.length, all: PAGES.length + 1 });
      onDone(answers);
    } catch (error) {
      const { errors } = asProblem(error);
      const found = Object.fromEntries(errors.map((one) => [fieldOf(one.field), one.detail ?? one.code]));
      setProblems(found);
      setProblem(errors.length ? null : error);
      const first = Object.keys(found).map(stepOf).sort()[0];
      if (first !== undefined) go(first);
      setBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const gaps = missing(step, answers);
    if (gaps.length > 0) {
      setProblems(Object.fromEntries(gaps.map((field) => [field, t('setup.needed')])));
      return;
    }
    if (step < LAST) go(step + 1);
    else void finish();
  };
  return (
    <>
      <Rail step={step} />
      <form className={styles['form']} onSubmit={submit} noValidate>
        <h1>{t(title)}</h1>
        <p className={styles['quiet']}>{t(`${title}Lead`)}</p>
        <Step answers={answers} set={set} problems={problems} zones={zones} />
        <Refused error={problem} />
        <Buttons step={step} busy={busy} onBack={() => go(step - 1)} onSkip={() => void finish()} />
      </form>
    </>
  );
}

function Closed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation('admin');
  const { status, passing } = asProblem(error);
  if (passing) return <ErrorState title={t('failed')} detail={sayProblem(error)} onRetry={onRetry} />;
  return (
    <EmptyState
      title={status === 409 ? t('setup.already') : t('setup.badLink')}
      action={
        status === 409 && (
          <Button component={Link} to="/sign-in">
            {t('setup.signIn')}
          </Button>
        )
      }
    >
      {status === 409 ? t('setup.alreadyHint') : t('setup.badLinkHint')}
    </EmptyState>
  );
}

export function SetupPage() {
  const { token = '' } = useSearch({ strict: false }) as { token?: string };
  const [done, setDone] = useState<Partial<Answers> | null>(() =>
    !token && leftOfSetup() ? { chat: true, invites: '' } : null,
  );
  const open = useQuery({
    queryKey: ['setup', token],
    enabled: done === null,
    retry: false,
    staleTime: Infinity,
    queryFn: ({ signal }) =>
      told(api.GET('/api/v1/setup', { params: { query: { token: String(token) } }, signal })),
  });
  return (
    <div className={styles['page']}>
      <main className={styles['sheet']}>
        {done && (
          <Done
            chat={done.chat ?? false}
            address={(done.mailbox && done.address) || ''}
            invites={done.invites ?? ''}
          />
        )}
        {!done && open.isPending && <ListSkeleton rows={4} />}
        {!done && open.isError && <Closed error={open.error} onRetry={() => void open.refetch()} />}
        {!done && open.data && (
          <>
            <Questions token={String(token)} zones={open.data.time_zones} onDone={setDone} />
            <DemoFirst token={String(token)} />
          </>
        )}
      </main>
    </div>
  );
}
