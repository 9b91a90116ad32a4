/** The named fields of a document under one heading. */
import { useId, type ReactNode } from 'react';
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
  /** What the fields mean together, in sentences that follow what is typed. */
  words?: readonly string[];
  children: ReactNode;
}

export function Group({ title, hint, words, children }: GroupProps) {
  const id = useId();
  return (
    <section className={styles['group']} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {words && <p className={styles['words']}>{words.join(' ')}</p>}
      {hint && <p className={styles['quiet']}>{hint}</p>}
      {children}
    </section>
  );
}
