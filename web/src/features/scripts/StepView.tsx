/** One step: what to say, what to ask, and where the answer goes. */
import { Button, TextInput } from '@mantine/core';
import { IconMessageForward } from '@tabler/icons-react';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Given, Step } from './questions';
import styles from './Scripts.module.css';
import { spokenIn } from './spoken';

interface Props {
  step: Step;
  busy: boolean;
  onGiven: (given: Given, shown: string) => void;
  onInsert: (text: string) => void;
}

function Line({ text, onInsert }: { text: string; onInsert: (text: string) => void }) {
  const { t } = useTranslation('scripts');
  const spoken = spokenIn(text);
  return (
    <div className={styles['line']} data-spoken={spoken ? '' : undefined}>
      <p>{text}</p>
      {spoken && (
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconMessageForward size={14} aria-hidden />}
          onClick={() => onInsert(spoken)}
        >
          {t('use')}
        </Button>
      )}
    </div>
  );
}

function Typed({ step, busy, onGiven }: Omit<Props, 'onInsert'>) {
  const { t } = useTranslation('scripts');
  const [typed, setTyped] = useState(step.known);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim()) onGiven({ text: typed.trim() }, typed.trim());
  };
  return (
    <form className={styles['typed']} onSubmit={submit}>
      <TextInput
        label={t('answer')}
        value={typed}
        maxLength={2000}
        autoComplete="off"
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button type="submit" loading={busy} disabled={!typed.trim()}>
        {t('next')}
      </Button>
    </form>
  );
}

/** The keyboard is led along: a step that came after another begins where it is answered. */
function useLed(later: boolean) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (later) place.current?.querySelector<HTMLElement>('[data-answer] :is(input, button)')?.focus();
  }, [later]);
  return place;
}

export function StepView({ step, busy, onGiven, onInsert, later }: Props & { later: boolean }) {
  const place = useLed(later);
  return (
    <div ref={place} className={styles['step']}>
      <div aria-live="polite" className={styles['lines']}>
        {step.texts.map((text, index) => (
          <Line key={index} text={text} onInsert={onInsert} />
        ))}
      </div>
      {step.state && (
        <div data-answer="">
          {step.choices.length > 0 ? (
            <div className={styles['choices']}>
              {step.choices.map((choice) => (
                <Button
                  key={choice.id}
                  variant="default"
                  disabled={busy}
                  onClick={() => onGiven({ choice: choice.id }, choice.label)}
                >
                  {choice.label}
                </Button>
              ))}
            </div>
          ) : (
            <Typed step={step} busy={busy} onGiven={onGiven} />
          )}
        </div>
      )}
    </div>
  );
}
