/** One field of a document, drawn by its shape. */
import { ColorInput, MultiSelect, NumberInput, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { textAt } from '@/ui/i18n';
import type { Spec } from '../config/schema';
import { FACTS, useLanguages, useReferences, zones } from './choices';
import { DurationInput } from './DurationInput';
import { SecretInput } from './SecretInput';

export interface FieldProps {
  spec: Spec;
  value: unknown;
  onChange: (value: unknown) => void;
  error: string | undefined;
  readOnly: boolean;
  /** What a secret set here is called. */
  secretName: string;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const list = (value: unknown): string[] => (Array.isArray(value) ? (value as string[]) : []);

interface Common {
  label: string;
  description: string | undefined;
  error: string | undefined;
  readOnly: boolean;
  required: boolean;
}

type Draw = (props: FieldProps & { common: Common }) => React.ReactNode;

function One({ spec, value, onChange, common }: Parameters<Draw>[0]) {
  const { t } = useTranslation('admin');
  const data = useReferences(spec.to, [text(value)]);
  return (
    <Select
      {...common}
      data={data}
      value={text(value) || null}
      onChange={(chosen) => onChange(chosen ?? (spec.optional ? null : ''))}
      clearable={spec.optional}
      searchable={data.length > 7}
      placeholder={spec.optional ? t('field.notSet') : t('field.choose')}
      nothingFoundMessage={t('field.nothing')}
    />
  );
}

function Many({ spec, value, onChange, common }: Parameters<Draw>[0]) {
  const { t } = useTranslation('admin');
  const chosen = list(value);
  const data = useReferences(spec.to, chosen);
  return (
    <MultiSelect
      {...common}
      required={false}
      data={data}
      value={chosen}
      onChange={onChange}
      searchable
      placeholder={chosen.length ? undefined : t('field.choose')}
      nothingFoundMessage={t('field.nothing')}
    />
  );
}

function Facts({ value, onChange, common }: Parameters<Draw>[0]) {
  const { t } = useTranslation('admin');
  const chosen = list(value);
  const names = [...new Set<string>([...FACTS, ...chosen])];
  return (
    <MultiSelect
      {...common}
      data={names.map((name) => ({ value: name, label: textAt(`admin:fact.${name}`) ?? name }))}
      value={chosen}
      onChange={onChange}
      searchable
      maxDropdownHeight={320}
      placeholder={chosen.length ? undefined : t('field.everything')}
      nothingFoundMessage={t('field.nothing')}
    />
  );
}

function Language({ value, onChange, common }: Parameters<Draw>[0]) {
  const data = useLanguages([text(value)]);
  return <Select {...common} data={data} value={text(value) || null} onChange={onChange} searchable />;
}

const MINUTE = 60;
const LEVELS = ['1', '2', '3', '4', '5'] as const;

function Priority({ value, onChange, common }: Parameters<Draw>[0]) {
  const { t } = useTranslation('desk');
  return (
    <Select
      {...common}
      maw={220}
      data={LEVELS.map((level) => ({ value: level, label: `${level} · ${t(`priority.${level}`)}` }))}
      value={typeof value === 'number' ? String(value) : null}
      allowDeselect={false}
      onChange={(level) => level && onChange(Number(level))}
    />
  );
}

const DRAW: Readonly<Record<string, Draw>> = {
  one: One,
  many: Many,
  facts: Facts,
  language: Language,
  priority: Priority,
  text: ({ value, onChange, common }) => (
    <Textarea {...common} value={text(value)} onChange={(event) => onChange(event.currentTarget.value)} />
  ),
  color: ({ value, onChange, common }) => (
    <ColorInput
      {...common}
      size="xs"
      maw={200}
      value={text(value)}
      onChange={onChange}
      format="hex"
      withEyeDropper={false}
    />
  ),
  zone: ({ value, onChange, common }) => (
    <Select
      {...common}
      data={zones()}
      value={text(value) || null}
      onChange={onChange}
      searchable
      limit={60}
    />
  ),
  choice: ({ spec, value, onChange, common }) => (
    <Select
      {...common}
      maw={420}
      data={spec.options}
      value={text(value) || null}
      allowDeselect={false}
      onChange={onChange}
    />
  ),
  several: ({ spec, value, onChange, common }) => (
    <MultiSelect
      {...common}
      required={false}
      data={spec.options}
      value={list(value)}
      onChange={onChange}
      searchable={spec.options.length > 7}
    />
  ),
  lines: ({ value, onChange, common }) => (
    <Textarea
      {...common}
      value={list(value).join('\n')}
      onChange={(event) => {
        const typed = event.currentTarget.value;
        onChange(typed ? typed.split('\n') : []);
      }}
    />
  ),
  number: ({ spec, value, onChange, common }) => (
    <NumberInput
      hideControls
      {...common}
      styles={{ wrapper: { maxWidth: 200 } }}
      value={typeof value === 'number' ? value : ''}
      min={spec.least}
      max={spec.most}
      suffix={spec.unit === '%' ? ' %' : ''}
      clampBehavior="none"
      onChange={(next) => onChange(next === '' ? null : next)}
    />
  ),
  duration: ({ value, onChange, common }) => (
    <DurationInput {...common} value={typeof value === 'number' ? value : 0} onChange={onChange} />
  ),
  minutes: ({ value, onChange, common }) => (
    <DurationInput
      {...common}
      least="min"
      value={typeof value === 'number' ? value * MINUTE : 0}
      onChange={(seconds) => onChange(Math.round(seconds / MINUTE))}
    />
  ),
  flag: ({ value, onChange, common, readOnly }) => (
    <Switch
      label={common.label}
      description={common.description}
      error={common.error}
      checked={value === true}
      disabled={readOnly}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  ),
  secret: ({ value, onChange, common, secretName }) => (
    <SecretInput {...common} value={text(value)} onChange={onChange} name={secretName} signing />
  ),
};

export function Field(props: FieldProps) {
  const { spec, value, onChange, error, readOnly } = props;
  const common: Common = {
    label: spec.title,
    description: spec.help || undefined,
    error,
    readOnly,
    required: spec.required,
  };
  const Drawn = DRAW[spec.shape];
  if (Drawn) return <Drawn {...props} common={common} />;
  return (
    <TextInput
      {...common}
      type={spec.shape === 'url' ? 'url' : 'text'}
      placeholder={spec.shape === 'url' ? 'https://' : undefined}
      value={text(value)}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
