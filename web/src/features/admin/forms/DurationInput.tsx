/** A time span as people say it: a figure and a unit, kept in seconds. */
import { Input, NativeSelect, NumberInput } from '@mantine/core';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './Form.module.css';

const UNITS = { s: 1, min: 60, h: 3600, d: 86_400 } as const;
type Unit = keyof typeof UNITS;
const LARGEST: readonly Unit[] = ['d', 'h', 'min', 's'];

const unitOf = (seconds: number, least: Unit): Unit =>
  seconds === 0 ? least : (LARGEST.find((unit) => seconds % UNITS[unit] === 0) ?? 's');

interface Props {
  label: string;
  description?: string | undefined;
  error?: string | undefined;
  readOnly: boolean;
  required?: boolean;
  /** The smallest unit offered. */
  least?: Unit;
  value: number;
  onChange: (seconds: number) => void;
}

export function DurationInput({ label, description, error, readOnly, least = 's', value, onChange }: Props) {
  const { t } = useTranslation('admin');
  const id = useId();
  const [unit, setUnit] = useState<Unit>(() => unitOf(value, least));
  const shown = value % UNITS[unit] === 0 ? unit : unitOf(value, least);
  return (
    <Input.Wrapper id={id} label={label} description={description} error={error} size="xs">
      <div className={styles['duration']}>
        <NumberInput
          hideControls
          id={id}
          w={88}
          min={0}
          allowDecimal={false}
          allowNegative={false}
          value={value / UNITS[shown]}
          readOnly={readOnly}
          error={Boolean(error)}
          onChange={(next) => onChange(Number(next || 0) * UNITS[shown])}
        />
        <NativeSelect
          size="xs"
          aria-label={t('field.unitOf', { field: label })}
          value={shown}
          disabled={readOnly}
          onChange={(event) => {
            const next = event.currentTarget.value as Unit;
            setUnit(next);
            onChange((value / UNITS[shown]) * UNITS[next]);
          }}
          data={LARGEST.filter((one) => UNITS[one] >= UNITS[least])
            .toReversed()
            .map((one) => ({ value: one, label: t(`unit.${one}`) }))}
        />
      </div>
    </Input.Wrapper>
  );
}
