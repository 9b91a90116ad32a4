/** The pieces all sections are made of. */
import { SegmentedControl } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import { preferences, usePreference, type Known } from '@/ui/prefs';
import styles from './Me.module.css';

export function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className={styles['section']} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <div className={styles['lines']}>{children}</div>
    </section>
  );
}

export function Line({ label, hint, children }: { label: string; hint?: string; children: ReactNode }) {
  return (
    <div className={styles['line']}>
      <div>
        <span>{label}</span>
        {hint && <small>{hint}</small>}
      </div>
      <div className={styles['control']}>{children}</div>
    </div>
  );
}

interface OneOfProps {
  name: Known;
  label: string;
  hint?: string;
  options: readonly (readonly [string, string])[];
}

/** A preference of which one value is chosen. */
export function OneOf({ name, label, hint, options }: OneOfProps) {
  const value = usePreference(name);
  return (
    <Line label={label} {...(hint ? { hint } : {})}>
      <SegmentedControl
        size="xs"
        aria-label={label}
        value={value}
        onChange={(next) => preferences.set({ [name]: next })}
        data={options.map(([each, text]) => ({ value: each, label: text }))}
      />
    </Line>
  );
}
