/** Times from and to, several of them. */
import { ActionIcon, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './Form.module.css';
import { nextSpan, timeOf, type Span } from './week';

interface TimeProps {
  label: string;
  value: string;
  readOnly: boolean;
  onChange: (time: string) => void;
}

/** Typed freely, put right when left: so that it does not jump about while typing. */
function TimeInput({ label, value, readOnly, onChange }: TimeProps) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <TextInput
      w={66}
      aria-label={label}
      value={typed ?? value}
      readOnly={readOnly}
      inputMode="numeric"
      maxLength={5}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => {
        if (typed !== null) onChange(timeOf(typed));
        setTyped(null);
      }}
    />
  );
}

interface SpansProps {
  name: string;
  spans: readonly Span[];
  readOnly: boolean;
  onChange: (spans: Span[]) => void;
}

export function Spans({ name, spans, readOnly, onChange }: SpansProps) {
  const { t } = useTranslation('admin');
  const put = (at: number, change: Partial<Span>) =>
    onChange(spans.map((span, index) => (index === at ? { ...span, ...change } : span)));
  return (
    <div className={styles['spans']}>
      {spans.length === 0 && <span className={styles['quiet']}>{t('hours.closed')}</span>}
      {spans.map((span, index) => (
        <div key={index} className={styles['span']}>
          <TimeInput
            label={t('hours.from', { day: name })}
            value={span.start}
            readOnly={readOnly}
            onChange={(start) => put(index, { start })}
          />
          <span aria-hidden>–</span>
          <TimeInput
            label={t('hours.to', { day: name })}
            value={span.end}
            readOnly={readOnly}
            onChange={(end) => put(index, { end })}
          />
          {!readOnly && (
            <ActionIcon
              size={26}
              aria-label={t('hours.remove', { day: name, from: span.start, to: span.end })}
              onClick={() => onChange(spans.filter((_, other) => other !== index))}
            >
              <IconX size={14} />
            </ActionIcon>
          )}
        </div>
      ))}
      {!readOnly && (
        <ActionIcon
          size={26}
          aria-label={t('hours.add', { day: name })}
          onClick={() => onChange([...spans, nextSpan(spans)])}
        >
          <IconPlus size={15} />
        </ActionIcon>
      )}
    </div>
  );
}
