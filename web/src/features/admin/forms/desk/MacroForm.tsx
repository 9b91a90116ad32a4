/** A macro: its steps in a row, each with just what it needs, and what they do in one sentence. */
import { ActionIcon, Button, Menu, Select } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { listed } from '@/ui/rules';
import { specAt } from '../../config/schema';
import { useSchemas } from '@/api/documents';
import { Field } from '../Field';
import { Fields, Group } from '../Fields';
import { within, type FormProps } from '../form';
import own from './Desk.module.css';
import { TemplateInput } from './Preview';
import { useVariables } from './sample';

interface Step {
  do: string;
  [field: string]: unknown;
}

/** The fields of each step, in the order they are asked for. */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  insert: ['text_es', 'text_en'],
  note: ['text_es'],
  priority: ['priority'],
  kind: ['kind'],
  reason: ['reason'],
  tag: ['tag'],
  untag: ['tag'],
  assign_me: [],
  release: [],
  transfer: ['queue'],
  pend: [],
  snooze: ['minutes'],
  task: ['text_es', 'minutes'],
  resolve: ['disposition', 'reason'],
};
const DOES = Object.keys(NEEDS);

/** What a new step begins with where nothing would be no value. */
const BEGINS: Readonly<Record<string, Record<string, unknown>>> = {
  priority: { priority: 2 },
  kind: { kind: 'complaint' },
  snooze: { minutes: 24 * 60 },
  task: { minutes: 24 * 60 },
};

interface OneProps {
  step: Step;
  at: number;
  problems: FormProps['problems'];
  readOnly: boolean;
  choices: { value: string; label: string }[];
  onChange: (step: Step) => void;
}

function One({ step, at, problems, readOnly, choices, onChange }: OneProps) {
  const { t } = useTranslation('admin');
  const schemas = useSchemas();
  const variables = useVariables();
  const path = `steps[${at}]`;
  return (
    <div className={own['step']}>
      <Select
        aria-label={t('macro.step', { number: at + 1 })}
        data={choices}
        value={step.do}
        allowDeselect={false}
        readOnly={readOnly}
        error={problems[`${path}.do`] ?? problems[path]}
        maw={320}
        onChange={(does) => does && onChange({ do: does, ...BEGINS[does] })}
      />
      {(NEEDS[step.do] ?? []).map((name) => {
        const spec = specAt(schemas.data?.['macro'], `steps.0.${name}`);
        if (!spec) return null;
        const error = within(problems, `${path}.${name}`);
        const set = (value: unknown) => onChange({ ...step, [name]: value });
        if (step.do === 'insert') {
          return (
            <TemplateInput
              key={name}
              label={spec.title}
              error={error}
              value={typeof step[name] === 'string' ? step[name] : ''}
              readOnly={readOnly}
              rows={3}
              variables={variables}
              onChange={set}
            />
          );
        }
        const own = { ...spec, name, shape: name.startsWith('text') ? ('text' as const) : spec.shape };
        return (
          <Field
            key={name}
            spec={own}
            value={step[name] ?? spec.byDefault}
            onChange={set}
            error={error}
            readOnly={readOnly}
            secretName=""
          />
        );
      })}
    </div>
  );
}

function Steps({ body, set, problems, readOnly }: FormProps) {
  const { t } = useTranslation('admin');
  const schemas = useSchemas();
  const steps = (Array.isArray(body['steps']) ? body['steps'] : []) as Step[];
  const named = specAt(schemas.data?.['macro'], 'steps.0.do')?.options ?? [];
  const choices = DOES.map((value) => ({
    value,
    label: named.find((one) => one.value === value)?.label ?? value,
  }));
  const put = (next: Step[]) => set('steps', next);
  const move = (from: number, to: number) => {
    const next = [...steps];
    next.splice(to, 0, ...next.splice(from, 1));
    put(next);
  };
  const label = (does: string) => choices.find((one) => one.value === does)?.label ?? does;
  const title = specAt(schemas.data?.['macro'], 'steps')?.title ?? '';
  const words = steps.length
    ? t('macro.words', { steps: listed(steps.map((one) => label(one.do).toLocaleLowerCase())) })
    : t('macro.nothing');
  return (
    <Group title={title} words={[words]}>
      {problems['steps'] && <p className={own['wrong']}>{problems['steps']}</p>}
      <ol className={own['steps']}>
        {steps.map((step, at) => (
          <li key={at}>
            <span className={own['number']} aria-hidden>
              {at + 1}
            </span>
            <One
              step={step}
              at={at}
              problems={problems}
              readOnly={readOnly}
              choices={choices}
              onChange={(next) => put(steps.map((one, other) => (other === at ? next : one)))}
            />
            {!readOnly && (
              <span className={own['tools']}>
                <ActionIcon
                  aria-label={t('macro.up', { number: at + 1 })}
                  disabled={at === 0}
                  onClick={() => move(at, at - 1)}
                >
                  <IconArrowUp size={15} />
                </ActionIcon>
                <ActionIcon
                  aria-label={t('macro.down', { number: at + 1 })}
                  disabled={at === steps.length - 1}
                  onClick={() => move(at, at + 1)}
                >
                  <IconArrowDown size={15} />
                </ActionIcon>
                <ActionIcon
                  aria-label={t('macro.remove', { number: at + 1 })}
                  onClick={() => put(steps.filter((_, other) => other !== at))}
                >
                  <IconTrash size={15} />
                </ActionIcon>
              </span>
            )}
          </li>
        ))}
      </ol>
      {!readOnly && (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button variant="default" w="fit-content" leftSection={<IconPlus size={14} />}>
              {t('macro.add')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
            <Menu.Label>{t('macro.choose')}</Menu.Label>
            {choices.map((one) => (
              <Menu.Item
                key={one.value}
                onClick={() => put([...steps, { do: one.value, ...BEGINS[one.value] }])}
              >
                {one.label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </Group>
  );
}

export function MacroForm(props: FormProps) {
  const { t } = useTranslation('admin');
  return (
    <>
      <Group title={t('form.general')}>
        <Fields {...props} names={['name', 'name_es']} />
      </Group>
      <Steps {...props} />
      <Group title={t('reply.when')}>
        <Fields {...props} names={['teams', 'brands', 'active']} />
      </Group>
    </>
  );
}
