/** What changes while something waits: a line in time, one step under the other, each said in words as it is written. */
import { ActionIcon, Button, Menu, MultiSelect, Select, Switch } from '@mantine/core';
import { IconPlus, IconTrash, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { widened, type Asked, type Step } from '@/ui/rules';
import { useReferences } from '../choices';
import { DurationInput } from '../DurationInput';
import styles from '../Form.module.css';
import { within } from '../form';
import own from './Queue.module.css';
import { RequiredSkills } from './RequiredSkills';

const KINDS = ['teams', 'skills', 'match_language', 'priority', 'queue'] as const;
type Change = (typeof KINDS)[number];

const LEVELS = ['1', '2', '3', '4', '5'] as const;
const LATER = 60;

interface StepProps {
  step: Step;
  /** Its number, from 1. */
  number: number;
  before: Asked;
  problems: Readonly<Record<string, string>>;
  readOnly: boolean;
  onChange: (step: Step) => void;
}

/** What a change begins with: as it was, so that one alters rather than types anew. */
function beginning(change: Change, before: Asked): Step[Change] {
  if (change === 'teams') return [...before.teams];
  if (change === 'skills') return [...before.skills];
  if (change === 'match_language') return !before.match_language;
  return change === 'priority' ? 2 : '';
}

function Teams({ step, error, readOnly, onChange }: StepProps & { error: string | undefined }) {
  const { t } = useTranslation(['routing', 'admin']);
  const teams = [...(step.teams ?? [])];
  return (
    <MultiSelect
      label={t('steps.kind.teams')}
      description={teams.length ? undefined : t('steps.everybodyAsked')}
      data={useReferences('team', teams)}
      value={teams}
      readOnly={readOnly}
      searchable
      error={error}
      onChange={(chosen) => onChange({ ...step, teams: chosen })}
    />
  );
}

function Onward({ step, error, readOnly, onChange }: StepProps & { error: string | undefined }) {
  const { t } = useTranslation(['routing', 'admin']);
  return (
    <Select
      label={t('steps.kind.queue')}
      description={t('steps.keepsPlace')}
      data={useReferences('queue', step.queue ? [step.queue] : [])}
      value={step.queue || null}
      allowDeselect={false}
      readOnly={readOnly}
      placeholder={t('admin:field.choose')}
      error={error}
      onChange={(queue) => queue && onChange({ ...step, queue })}
    />
  );
}

function Control({ change, ...props }: StepProps & { change: Change }) {
  const { t } = useTranslation(['routing', 'desk']);
  const { step, number, readOnly, onChange } = props;
  const error = within(props.problems, `steps[${number - 1}].${change}`);
  if (change === 'teams') return <Teams {...props} error={error} />;
  if (change === 'queue') return <Onward {...props} error={error} />;
  if (change === 'skills') {
    const skills = step.skills ?? [];
    return (
      <RequiredSkills
        label={t('steps.kind.skills')}
        {...(skills.length ? {} : { description: t('steps.noneAsked') })}
        skills={skills}
        readOnly={readOnly}
        error={error}
        onChange={(next) => onChange({ ...step, skills: next })}
      />
    );
  }
  if (change === 'match_language') {
    return (
      <Switch
        label={step.match_language ? t('steps.languageOn') : t('steps.languageOff')}
        checked={step.match_language === true}
        disabled={readOnly}
        onChange={(event) => onChange({ ...step, match_language: event.currentTarget.checked })}
      />
    );
  }
  return (
    <Select
      maw={200}
      label={t('steps.kind.priority')}
      data={LEVELS.map((level) => ({ value: level, label: t(`desk:priority.${level}`) }))}
      value={String(step.priority)}
      allowDeselect={false}
      readOnly={readOnly}
      error={error}
      onChange={(level) => level && onChange({ ...step, priority: Number(level) })}
    />
  );
}

const isSet = (step: Step, change: Change): boolean => step[change] !== null && step[change] !== undefined;

function Changes(props: StepProps) {
  const { t } = useTranslation('routing');
  const { step, before, readOnly, onChange } = props;
  return KINDS.filter((change) => isSet(step, change)).map((change) => (
    <div key={change} className={own['stepChange']}>
      <div>
        <Control {...props} before={before} change={change} />
      </div>
      {!readOnly && (
        <ActionIcon
          aria-label={t('steps.drop', { what: t(`steps.kind.${change}`) })}
          title={t('steps.drop', { what: t(`steps.kind.${change}`) })}
          onClick={() => onChange({ ...step, [change]: null })}
        >
          <IconX size={15} />
        </ActionIcon>
      )}
    </div>
  ));
}

function AddChange({ step, before, onChange }: StepProps) {
  const { t } = useTranslation('routing');
  const left = KINDS.filter((change) => !isSet(step, change));
  if (left.length === 0) return null;
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button variant="subtle" size="compact-xs" leftSection={<IconPlus size={14} />}>
          {t('steps.change')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {left.map((change) => (
          <Menu.Item key={change} onClick={() => onChange({ ...step, [change]: beginning(change, before) })}>
            {t(`steps.kind.${change}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function One(props: StepProps & { onRemove: () => void }) {
  const { t } = useTranslation('routing');
  const { step, number, problems, readOnly, onChange, onRemove } = props;
  const title = t('steps.one', { number });
  return (
    <li className={own['step']} aria-label={title}>
      <header>
        <DurationInput
          label={t('steps.afterField')}
          error={problems[`steps[${number - 1}].after_seconds`]}
          readOnly={readOnly}
          value={step.after_seconds}
          onChange={(after_seconds) => onChange({ ...step, after_seconds })}
        />
        {!readOnly && (
          <ActionIcon aria-label={t('steps.remove', { number })} onClick={onRemove}>
            <IconTrash size={15} />
          </ActionIcon>
        )}
      </header>
      <Changes {...props} />
      {!readOnly && <AddChange {...props} />}
      {problems[`steps[${number - 1}]`] && (
        <p className={styles['wrong']}>{problems[`steps[${number - 1}]`]}</p>
      )}
    </li>
  );
}

interface Props {
  start: Asked;
  steps: readonly Step[];
  problems: Readonly<Record<string, string>>;
  readOnly: boolean;
  onChange: (steps: Step[]) => void;
}

function Line({ children }: { children: ReactNode }) {
  return <ol className={own['steps']}>{children}</ol>;
}

export function Steps({ start, steps, problems, readOnly, onChange }: Props) {
  const { t } = useTranslation('routing');
  const last = steps[steps.length - 1];
  const add = () => onChange([...steps, { after_seconds: (last?.after_seconds ?? 0) + LATER }]);
  return (
    <>
      {steps.length === 0 && <p className={styles['quiet']}>{t('steps.emptyHint')}</p>}
      {steps.length > 0 && (
        <Line>
          <li className={own['step']} data-start>
            <b>{t('steps.start')}</b> <span className={styles['quiet']}>{t('steps.startHint')}</span>
          </li>
          {steps.map((step, index) => (
            <One
              key={index}
              step={step}
              number={index + 1}
              before={steps.slice(0, index).reduce(widened, start)}
              problems={problems}
              readOnly={readOnly}
              onChange={(next) => onChange(steps.map((one, other) => (other === index ? next : one)))}
              onRemove={() => onChange(steps.filter((_, other) => other !== index))}
            />
          ))}
        </Line>
      )}
      {!readOnly && (
        <Button variant="default" w="fit-content" leftSection={<IconPlus size={14} />} onClick={add}>
          {steps.length ? t('steps.add') : t('steps.addFirst')}
        </Button>
      )}
    </>
  );
}
