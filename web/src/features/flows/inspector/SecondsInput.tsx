/** A span of time in the unit it is best said in; kept in seconds. */
import { NumberInput, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { byDefault } from '../model/kinds';
import styles from './Form.module.css';
import { useDesigner } from '../useDesigner';
import type { InputProps } from './FieldInput';

const UNITS = { s: 1, min: 60, h: 3600, d: 86_400 } as const;
type Unit = keyof typeof UNITS;

const best = (seconds: number): Unit =>
  (['d', 'h', 'min'] as const).find((unit) => seconds >= UNITS[unit] && seconds % UNITS[unit] === 0) ?? 's';

export function SecondsInput({ type, field, label, help, value, onChange }: InputProps) {
  const { t } = useTranslation('flows');
  const readOnly = useDesigner((state) => state.readOnly);
  const usual = byDefault(type, field.name);
  const seconds = typeof value === 'number' ? value : typeof usual === 'number' ? usual : 0;
  const [unit, setUnit] = useState<Unit>(() => best(seconds));
  const size = UNITS[unit];
  const set = (wanted: number) =>
    onChange(Math.min(field.most ?? wanted, Math.max(field.least ?? 0, Math.round(wanted))));
  return (
    <div className={styles['span']}>
      <NumberInput
        label={label}
        description={help || undefined}
        value={Math.round((seconds / size) * 100) / 100}
        min={0}
        readOnly={readOnly}
        onChange={(now) => typeof now === 'number' && set(now * size)}
      />
      <Select
        aria-label={t('inspector.unitOf', { field: label })}
        data={(Object.keys(UNITS) as Unit[]).map((one) => ({ value: one, label: t(`unit.${one}`) }))}
        value={unit}
        allowDeselect={false}
        readOnly={readOnly}
        onChange={(now) => {
          if (now === null) return;
          const wanted = now as Unit;
          setUnit(wanted);
          set(Math.max(1, Math.round(seconds / size)) * UNITS[wanted]);
        }}
      />
    </div>
  );
}
