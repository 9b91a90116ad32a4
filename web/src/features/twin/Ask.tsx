/** The question: which work, what would be different, how it is compared. Kept while one looks elsewhere. */
import { Alert, Button, NumberInput, SegmentedControl, TextInput } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import { sayProblem } from '@/ui/problem';
import { ErrorState, ListSkeleton } from '@/ui/States';
import { Documents } from './Documents';
import { asSent, blank, countChanges, resumed } from './model';
import { Presets } from './Presets';
import { ask, useGround, useRun, useWorked, type Edited, type Ground, type Question } from './questions';
import { Staff } from './Staff';
import { Traffic } from './Traffic';
import styles from './Twin.module.css';
import { dayOf } from './zone';

export interface Asking {
  ground: Ground;
  question: Question;
  set: (change: Partial<Question>) => void;
  /** What the server found wrong, by `kind/slug:field`. */
  problems: Readonly<Record<string, string>>;
  /** Who works on that day. */
  there: ReadonlySet<string>;
}

/** What is being written outlives a look at another page. */
const kept = new Map<string, Question>();

function Part({ title, hint, children }: { title: string; hint: string; children: ReactNode }) {
  return (
    <section className={styles['part']}>
      <h2>{title}</h2>
      <p className={styles['quiet']}>{hint}</p>
      {children}
    </section>
  );
}

function Volume({ question, set }: Asking) {
  const { t } = useTranslation('twin');
  return (
    <div className={styles['block']}>
      <h3>{t('change.volume')}</h3>
      <NumberInput
        label={t('change.volumeHint')}
        w={260}
        min={1}
        max={1000}
        step={10}
        suffix=" %"
        value={question.volume_percent}
        onChange={(value) => set({ volume_percent: typeof value === 'number' ? value : 100 })}
      />
      {question.volume_percent !== 100 && (
        <div>
          <span className={styles['label']} id="twin-compare">
            {t('change.compare')}
          </span>
          <SegmentedControl
            size="xs"
            orientation="vertical"
            aria-labelledby="twin-compare"
            value={question.compare}
            onChange={(value) => set({ compare: value as Question['compare'] })}
            data={[
              { value: 'today', label: t('change.compareToday') },
              { value: 'same', label: t('change.compareSame') },
            ]}
          />
        </div>
      )}
    </div>
  );
}

function Details({ question, set }: Asking) {
  const { t } = useTranslation('twin');
  const number = (value: string | number, otherwise: number) =>
    typeof value === 'number' ? value : otherwise;
  return (
    <div className={styles['row']}>
      <NumberInput
        label={t('details.threshold')}
        description={t('details.thresholdHint')}
        w={230}
        min={1}
        max={86_400}
        suffix=" s"
        value={question.threshold_seconds}
        onChange={(value) => set({ threshold_seconds: number(value, 20) })}
      />
      <NumberInput
        label={t('details.replications')}
        description={t('details.replicationsHint')}
        w={230}
        min={1}
        max={50}
        value={question.replications}
        onChange={(value) => set({ replications: number(value, 10) })}
      />
      <TextInput
        label={t('details.title')}
        description={t('details.titleHint')}
        w={280}
        maxLength={120}
        value={question.title}
        onChange={(event) => set({ title: event.currentTarget.value })}
      />
    </div>
  );
}

/** What is wrong, each of it with the name of what it is in: the field itself is marked where it is. */
function sayRefusal(problem: unknown, documents: readonly Edited[]): string {
  const { errors } = asProblem(problem);
  if (errors.length === 0) return sayProblem(problem);
  const said = errors.map(({ field, code, detail }) => {
    const within = documents.find((one) => field.startsWith(`${one.kind}/${one.slug}:`));
    const name = within?.body['name'];
    return `${typeof name === 'string' ? `${name}: ` : ''}${detail ?? code}`;
  });
  return [...new Set(said)].join('\n');
}

interface FormProps {
  ground: Ground;
  first: Question;
  from: string;
  onAsked: (run: string) => void;
}

function Form({ ground, first, from, onAsked }: FormProps) {
  const { t } = useTranslation('twin');
  const [question, setQuestion] = useState(first);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const worked = useWorked(question.day);
  const there = new Set(question.day ? worked.data?.agents : question.shifts.map((shift) => shift.agent));
  const set = (change: Partial<Question>) => {
    const next = { ...question, ...change };
    kept.set(from, next);
    setQuestion(next);
  };
  const submit = async () => {
    setBusy(true);
    try {
      const made = await ask(asSent(question));
      kept.delete(from);
      onAsked(made.id);
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  const errors = problem ? asProblem(problem).errors : [];
  const problems = Object.fromEntries(errors.map((one) => [one.field, one.detail ?? one.code]));
  const asking: Asking = { ground, question, set, problems, there };
  const changes = countChanges(question);
  return (
    <form
      className={styles['ask']}
      aria-label={t('ask.new')}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Part title={t('traffic.title')} hint={t('traffic.hint')}>
        <Traffic {...asking} />
      </Part>
      <Part title={t('change.title')} hint={t('change.hint')}>
        <Presets {...asking} />
        <div className={styles['columns']}>
          <Documents {...asking} />
          <Staff {...asking} />
          <Volume {...asking} />
        </div>
      </Part>
      <Part title={t('details.head')} hint={t('details.hint')}>
        <Details {...asking} />
      </Part>
      {problem !== null && (
        <Alert color="red" variant="light" role="alert" p="xs">
          <span style={{ whiteSpace: 'pre-line' }}>{sayRefusal(problem, question.documents)}</span>
        </Alert>
      )}
      <div className={styles['go']}>
        <Button type="submit" size="sm" loading={busy} leftSection={<IconPlayerPlay size={16} />}>
          {t('ask.go')}
        </Button>
        <span className={styles['quiet']} role="status">
          {changes === 0 ? t('ask.noChanges') : t('ask.changes', { count: changes })}
        </span>
      </div>
    </form>
  );
}

interface AskProps {
  /** `new`, or the run whose question one goes on from. */
  from: string;
  /** The moment a new question begins at; empty: a whole day. */
  since: string;
  onAsked: (run: string) => void;
}

export function AskPage({ from, since, onAsked }: AskProps) {
  const { t } = useTranslation('twin');
  const ground = useGround();
  const run = useRun(from === 'new' ? '' : from);
  const failed = ground.isError ? ground : run.isError ? run : null;
  if (failed) {
    return (
      <ErrorState
        title={t('failed')}
        detail={sayProblem(failed.error)}
        onRetry={() => void failed.refetch()}
      />
    );
  }
  if (!ground.data || (from !== 'new' && !run.data)) return <ListSkeleton />;
  const fresh = run.data ? resumed(run.data.question, ground.data) : blank(ground.data);
  const then = since ? { since, day: dayOf(Date.parse(since), ground.data.time_zone) } : {};
  const first = kept.get(from + since) ?? { ...fresh, ...then };
  return <Form ground={ground.data} first={first} from={from + since} onAsked={onAsked} />;
}
