/** An expression over what is known: names are completed while it is written, what is wrong is said below. */
import { Autocomplete } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useDocuments } from '@/api/documents';
import styles from './Form.module.css';
import { useDesigner } from '../useDesigner';
import type { InputProps } from './FieldInput';

/** What every flow sees, whatever its variables. */
const KNOWN = [
  'customer.name', 'customer.first_name', 'customer.email', 'customer.phone', 'customer.language', 'customer.vip',
  'customer.verified', 'customer.known', 'customer.number', 'customer.organization', 'conversation.number',
  'conversation.status', 'conversation.kind', 'conversation.reason', 'conversation.priority', 'conversation.channel',
  'conversation.tags', 'brand.name', 'brand.phone', 'brand.notice', 'now.date', 'now.time', 'now.hour', 'now.minute',
  'now.weekday', 'language',
]; // prettier-ignore

const WORD = /[A-Za-z_][\w.]*$/u;
const MOST = 12;

export function useNames(): string[] {
  const variables = useDesigner((state) => state.flow.variables);
  const fields = useDocuments('field');
  return useMemo(
    () => [
      ...Object.keys(variables ?? {}),
      ...KNOWN,
      ...(fields.data?.items ?? []).map((one) => `customer.fields.${one.slug}`),
    ],
    [variables, fields.data],
  );
}

interface Props {
  label: string;
  help?: string;
  value: string;
  hideLabel?: boolean;
  placeholder?: string;
  problem?: string | undefined;
  onChange: (text: string) => void;
}

export function ExpressionField({
  label,
  help = '',
  value,
  hideLabel = false,
  placeholder = '',
  problem,
  onChange,
}: Props) {
  const names = useNames();
  const readOnly = useDesigner((state) => state.readOnly);
  const word = WORD.exec(value)?.[0] ?? '';
  const fits = word
    ? names.filter((name) => name !== word && name.toLowerCase().includes(word.toLowerCase())).slice(0, MOST)
    : [];
  const complete = (name: string): string => value.slice(0, value.length - word.length) + name;
  return (
    <Autocomplete
      size="xs"
      className={styles['expression'] ?? ''}
      label={hideLabel ? undefined : label}
      aria-label={hideLabel ? label : undefined}
      description={help || undefined}
      placeholder={placeholder}
      value={value}
      error={problem}
      readOnly={readOnly}
      spellCheck={false}
      maxLength={2000}
      data={fits.map((name) => ({ value: complete(name), label: complete(name) }))}
      filter={({ options }) => options}
      renderOption={({ option }) => <code>{nameIn(option.value, names, word)}</code>}
      onChange={onChange}
    />
  );
}

/** Of a completed text the name it was completed with. */
const nameIn = (text: string, names: readonly string[], word: string): string =>
  names
    .filter((name) => text.includes(name) && name !== word)
    .sort((one, other) => other.length - one.length)[0] ?? text;

/** What the checks say of this field of this node. */
export function useProblem(node: string, field: string): string | undefined {
  return useDesigner(
    (state) =>
      state.findings.find((one) => one.node === node && one.field !== '' && one.field === field)?.text,
  );
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

export function ExpressionInput({ node, field, label, help, value, onChange }: InputProps) {
  const { t } = useTranslation('flows');
  return (
    <ExpressionField
      label={label}
      help={help}
      value={textOf(value)}
      placeholder={t('inspector.expression')}
      problem={useProblem(node, field.name)}
      onChange={onChange}
    />
  );
}

/** A variable by name; a new name makes it. */
export function VariableInput({ label, help, value, onChange }: InputProps) {
  const { t } = useTranslation('flows');
  const variables = useDesigner((state) => state.flow.variables);
  const readOnly = useDesigner((state) => state.readOnly);
  const name = textOf(value);
  const unknown = name !== '' && !(name in (variables ?? {}));
  return (
    <Autocomplete
      size="xs"
      label={label}
      description={help || (unknown ? t('inspector.newVariable') : undefined)}
      value={name}
      readOnly={readOnly}
      maxLength={40}
      data={Object.keys(variables ?? {})}
      onChange={(text) => onChange(text.toLowerCase().replace(/[^a-z0-9_]/gu, '_'))}
    />
  );
}
