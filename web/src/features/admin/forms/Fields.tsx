/** The named fields of a document under one heading. */
import type { ReactNode } from 'react';
import styles from './Form.module.css';
import { Field } from './Field';
import { within, type FormProps } from './form';

interface Props extends FormProps {
  names: readonly string[];
}

export function Fields({ names, body, set, specs, problems, readOnly, slug }: Props) {
  return names.map((name) => {
    const spec = specs.find((one) => one.name === name);
    if (!spec) return null;
    return (
      <Field
        key={name}
        spec={spec}
        value={body[name] ?? spec.byDefault}
        onChange={(value) => set(name, value)}
        error={within(problems, name)}
        readOnly={readOnly}
        secretName={`${spec.name === 'secret' ? 'webhook' : spec.name}.${slug}`}
      />
    );
  });
}

interface GroupProps {
  title: string;
  hint?: string;
  children: ReactNode;
}

export function Group({ title, hint, children }: GroupProps) {
  return (
    <section className={styles['group']}>
      <h2>{title}</h2>
      {hint && <p className={styles['quiet']}>{hint}</p>}
      {children}
    </section>
  );
}
