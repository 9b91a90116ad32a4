/** A value that is corrected where it stands: saved by itself, with its own error. Escape leaves it as it was. */
import { ActionIcon, Select, Textarea, TextInput } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useState, type FormEvent, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sayProblem } from '@/ui/problem';
import { toast } from '@/ui/toast';
import styles from './Customer.module.css';

export interface Choice {
  value: string;
  label: string;
}

interface Props {
  label: string;
  value: string;
  /** How the value is read; the value itself without it. */
  shown?: ReactNode;
  type?: 'text' | 'number' | 'date' | 'url' | 'long';
  choices?: readonly Choice[];
  mayEdit: boolean;
  /** Nothing of the value is in the input: it is replaced unseen. */
  unseen?: boolean;
  suggestions?: readonly string[];
  onSave: (value: string) => Promise<void>;
}

function Input({
  props,
  value,
  error,
  onChange,
}: {
  props: Props;
  value: string;
  error: string;
  onChange: (value: string) => void;
}) {
  const common = { 'aria-label': props.label, autoFocus: true, error: error || undefined };
  if (props.choices) {
    return (
      <Select
        {...common}
        size="xs"
        value={value || null}
        data={[...props.choices]}
        onChange={(chosen) => onChange(chosen ?? '')}
        clearable
        searchable
        comboboxProps={{ withinPortal: true }}
      />
    );
  }
  if (props.type === 'long') {
    return (
      <Textarea
        {...common}
        autosize
        minRows={2}
        maxRows={10}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  return (
    <TextInput
      {...common}
      size="xs"
      type={props.type === 'date' ? 'date' : 'text'}
      inputMode={props.type === 'number' ? 'decimal' : props.type === 'url' ? 'url' : 'text'}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function Form({ props, onDone }: { props: Props; onDone: () => void }) {
  const { t } = useTranslation();
  const { t: p } = useTranslation('people');
  const [value, setValue] = useState(props.unseen ? '' : props.value);
  const [error, setError] = useState('');
  const [busy, setBusy] = useState(false);
  const save = async () => {
    if (!props.unseen && value === props.value) return onDone();
    setBusy(true);
    try {
      await props.onSave(props.type === 'long' ? value : value.trim());
      toast.done(p('panel.saved', { field: props.label }));
      onDone();
    } catch (problem) {
      setError(sayProblem(problem));
      setBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      onDone();
    }
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
  };
  return (
    <form className={styles['inline']} onSubmit={submit} onKeyDown={onKey}>
      <Input props={props} value={value} error={error} onChange={setValue} />
      <ActionIcon type="submit" size={26} variant="filled" loading={busy} aria-label={t('common.save')}>
        <IconCheck size={15} />
      </ActionIcon>
      <ActionIcon size={26} aria-label={t('common.cancel')} onClick={onDone}>
        <IconX size={15} />
      </ActionIcon>
    </form>
  );
}

/** The value alone: a button for who may change it. */
export function Editable(props: Props) {
  const { t } = useTranslation('people');
  const [editing, setEditing] = useState(false);
  if (editing) return <Form props={props} onDone={() => setEditing(false)} />;
  const shown = props.shown ?? props.value;
  const read = shown ? (
    <span className={props.type === 'long' ? styles['long'] : undefined}>{shown}</span>
  ) : (
    <span className={styles['none']}>{t('panel.empty')}</span>
  );
  if (!props.mayEdit) return read;
  return (
    <button
      type="button"
      className={styles['editable']}
      title={t('panel.edit', { field: props.label })}
      onClick={() => setEditing(true)}
    >
      {read}
      <span className="sr-only"> {t('panel.edit', { field: props.label })}</span>
    </button>
  );
}
