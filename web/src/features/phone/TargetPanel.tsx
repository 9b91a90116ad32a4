/** One box for everybody and everything a call can go to: names, queues, menus, numbers. */
import { Button, TextInput } from '@mantine/core';
import { IconArrowGuide, IconHash, IconPhoneOutgoing, IconSearch, IconUsersGroup } from '@tabler/icons-react';
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCalling } from '@/live/calling';
import { StateDot } from '@/ui/Bits';
import { Refused } from '@/ui/problem';
import { Panel } from './Panel';
import styles from './Phone.module.css';
import { found, useTargets, type Goal } from './targets';

export interface Deed {
  label: string;
  /** Enter does the first, Shift+Enter the second. */
  run: (goal: Goal) => Promise<void>;
  fits?: (goal: Goal) => boolean;
}

interface Props {
  title: string;
  deeds: readonly Deed[];
  typed?: string;
  /** Only what can be done something with is shown. */
  kinds?: ReadonlySet<string>;
  label?: string;
  /** Said where nothing fits. */
  none?: string;
  hint?: string;
  onClose: () => void;
  /** What else goes with it. */
  below?: ReactNode;
  children?: (typed: string, setTyped: (typed: string) => void) => ReactNode;
}

const ICONS = { queue: IconUsersGroup, flow: IconArrowGuide, number: IconHash } as const;
const GROUPS = { agent: 'to.people', queue: 'to.queues', flow: 'to.flows', number: 'to.number' } as const;

function Sign({ goal }: { goal: Goal }) {
  if (goal.kind === 'agent') return <StateDot state={goal.state} />;
  const Icon = ICONS[goal.kind];
  return <Icon size={16} aria-hidden />;
}

function Beside({ goal }: { goal: Goal }) {
  const { t } = useTranslation(['phone', 'desk']);
  if (goal.kind === 'agent') return <small>{t(`desk:presence.${goal.state as 'busy'}`)}</small>;
  if (goal.kind !== 'queue') return null;
  return (
    <small>
      {t('phone:to.waiting', { count: goal.waiting })} · {t('phone:to.free', { count: goal.free })}
    </small>
  );
}

const keyOf = (goal: Goal): string => `${goal.kind}:${goal.value}`;

/** Which of the goals is meant, and how the arrow keys change that. */
function useChosen(goals: readonly Goal[]) {
  const [at, setAt] = useState('');
  const chosen = goals.find((goal) => keyOf(goal) === at) ?? goals[0];
  const move = (by: number) => {
    const index = chosen ? goals.indexOf(chosen) : -1;
    const next = goals[(index + by + goals.length) % Math.max(1, goals.length)];
    if (next) setAt(keyOf(next));
  };
  return { chosen, move, choose: (goal: Goal) => setAt(keyOf(goal)) };
}

function useDoing(onClose: () => void) {
  const [busy, setBusy] = useState('');
  const [problem, setProblem] = useState<unknown>(null);
  const act = (deed: Deed, goal: Goal) => {
    setBusy(deed.label);
    setProblem(null);
    deed.run(goal).then(onClose, (error: unknown) => {
      setProblem(error);
      setBusy('');
    });
  };
  return { busy, problem, act };
}

function List({
  id,
  goals,
  chosen,
  onChoose,
}: {
  id: string;
  goals: readonly Goal[];
  chosen: Goal | undefined;
  onChoose: (goal: Goal) => void;
}) {
  const { t } = useTranslation('phone');
  return (
    <ul className={styles['targets']} id={id} role="listbox" aria-label={t('to.search')}>
      {goals.map((goal, index) => (
        <li key={keyOf(goal)} role="presentation">
          {goals[index - 1]?.kind !== goal.kind && <h3 aria-hidden>{t(GROUPS[goal.kind])}</h3>}
          <div
            id={`${id}-${keyOf(goal)}`}
            className={styles['target']}
            role="option"
            aria-selected={goal === chosen}
            onClick={() => onChoose(goal)}
          >
            <Sign goal={goal} />
            <span>{goal.name}</span>
            <Beside goal={goal} />
          </div>
        </li>
      ))}
    </ul>
  );
}

export function TargetPanel(props: Props) {
  const { title, deeds, typed: given = '', kinds, label, none, hint, onClose, below, children } = props;
  const { t, i18n } = useTranslation('phone');
  const id = useId();
  const { data, isPending } = useTargets();
  const outside = useCalling((state) => state.outside);
  const [typed, setTyped] = useState(given);
  const goals = found(data?.items ?? [], typed, i18n.language.startsWith('es'), outside).filter(
    (goal) => kinds?.has(goal.kind) ?? true,
  );
  const { chosen, move, choose } = useChosen(goals);
  const { busy, problem, act } = useDoing(onClose);
  const can = deeds.filter((deed) => chosen && (deed.fits?.(chosen) ?? true));
  const onKeyDown = (event: KeyboardEvent) => {
    const deed = event.shiftKey ? can[1] : can[0];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      move(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter' && chosen && deed && !busy) {
      event.preventDefault();
      act(deed, chosen);
    }
  };
  return (
    <Panel title={title} onClose={onClose}>
      <TextInput
        data-first
        role="combobox"
        aria-expanded
        aria-controls={id}
        aria-activedescendant={chosen ? `${id}-${keyOf(chosen)}` : undefined}
        aria-label={label ?? t('to.search')}
        placeholder={label ?? t('to.search')}
        leftSection={<IconSearch size={15} aria-hidden />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        autoComplete="off"
      />
      {children?.(typed, setTyped)}
      <List id={id} goals={goals} chosen={chosen} onChoose={choose} />
      {goals.length === 0 && (
        <p className={styles['hint']}>{isPending ? t('to.loading') : (none ?? t('to.none'))}</p>
      )}
      {hint && <p className={styles['hint']}>{hint}</p>}
      <Refused error={problem} />
      <div className={styles['actions']}>
        {below}
        {can.map((deed, index) => (
          <Button
            key={deed.label}
            flex={1}
            variant={index === 0 ? 'filled' : 'default'}
            loading={busy === deed.label}
            disabled={busy !== '' && busy !== deed.label}
            leftSection={<IconPhoneOutgoing size={15} aria-hidden />}
            onClick={() => chosen && act(deed, chosen)}
          >
            {deed.label}
          </Button>
        ))}
      </div>
    </Panel>
  );
}
