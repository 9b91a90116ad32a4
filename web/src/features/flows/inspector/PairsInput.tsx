/** Names with what belongs to each: a variable and its expression, a field and its value. */
import { ActionIcon, Autocomplete, Button, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './Form.module.css';
import { useDesigner } from '../useDesigner';
import { ExpressionField, useProblem } from './ExpressionInput';
import type { InputProps } from './FieldInput';
import { useOptions } from './References';

const entriesOf = (value: unknown): [string, string][] =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value).map(([name, text]) => [
        name,
        typeof text === 'string' ? text : String(text ?? ''),
      ])
    : [];

function Left({
  to,
  value,
  index,
  onChange,
}: {
  to: string;
  value: string;
  index: number;
  onChange: (name: string) => void;
}) {
  const { t } = useTranslation('flows');
  const variables = useDesigner((state) => state.flow.variables);
  const readOnly = useDesigner((state) => state.readOnly);
  const fields = useOptions('field', []);
  const names = to === 'field' ? fields.map((one) => one.value) : Object.keys(variables ?? {});
  return (
    <Autocomplete
      size="xs"
      aria-label={t(to === 'field' ? 'inspector.fieldNo' : 'inspector.variableNo', { n: index + 1 })}
      placeholder={t(to === 'field' ? 'inspector.field' : 'inspector.variable')}
      value={value}
      readOnly={readOnly}
      data={names}
      onChange={(text) => onChange(text.toLowerCase().replace(/[^a-z0-9_-]/gu, '_'))}
    />
  );
}

export function PairsInput({ node, field, label, help, value, onChange }: InputProps) {
  const { t } = useTranslation('flows');
  const [left = 'variable', right = 'expression'] = (field.to ?? '').split('=');
  const readOnly = useDesigner((state) => state.readOnly);
  const problem = useProblem(node, field.name);
  // A pair without a name yet is kept here until it has one.
  const [open, setOpen] = useState<string | null>(null);
  const pairs = entriesOf(value);
  const put = (next: [string, string][]) => onChange(Object.fromEntries(next));
  const change = (index: number, pair: [string, string]) =>
    put(pairs.map((one, at) => (at === index ? pair : one)));
  return (
    <fieldset className={styles['list']}>
      <legend>{label}</legend>
      {help && <small className={styles['hint']}>{help}</small>}
      {pairs.map(([name, text], index) => (
        <div key={index} className={styles['pair']}>
          <Left to={left} value={name} index={index} onChange={(next) => change(index, [next, text])} />
          <span aria-hidden>{right === 'expression' ? '=' : '←'}</span>
          {right === 'expression' ? (
            <ExpressionField
              hideLabel
              label={t('inspector.valueNo', { n: index + 1 })}
              value={text}
              onChange={(next) => change(index, [name, next])}
            />
          ) : (
            <TextInput
              aria-label={t('inspector.valueNo', { n: index + 1 })}
              placeholder={t(right === 'path' ? 'inspector.path' : 'inspector.itsVariable')}
              value={text}
              readOnly={readOnly}
              onChange={(event) => change(index, [name, event.currentTarget.value])}
            />
          )}
          {!readOnly && (
            <ActionIcon
              aria-label={t('inspector.removeNo', { n: index + 1 })}
              onClick={() => put(pairs.filter((_, at) => at !== index))}
            >
              <IconX size={14} aria-hidden />
            </ActionIcon>
          )}
        </div>
      ))}
      {open !== null && (
        <div className={styles['pair']}>
          <Left to={left} value={open} index={pairs.length} onChange={setOpen} />
          <Button
            variant="default"
            size="compact-xs"
            disabled={open === '' || pairs.some(([name]) => name === open)}
            onClick={() => {
              put([...pairs, [open, '']]);
              setOpen(null);
            }}
          >
            {t('inspector.add')}
          </Button>
        </div>
      )}
      {problem && <p className={styles['wrong']}>{problem}</p>}
      {!readOnly && open === null && (
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<IconPlus size={13} />}
          onClick={() => setOpen('')}
        >
          {t(left === 'field' ? 'inspector.addField' : 'inspector.addVariable')}
        </Button>
      )}
    </fieldset>
  );
}
