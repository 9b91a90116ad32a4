/** The queue's steps for this work: what was asked at once, what is asked since, what comes. */
import { IconCheck, IconClock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Chip } from '@/ui/Bits';
import { askedInWords, listed, changesInWords, say, staged, type Names } from '@/ui/rules';
import { shortSpan, spanInWords, useNow } from '@/ui/time';
import type { Rules, StepState } from './questions';
import styles from './Routing.module.css';

function When({ step }: { step: StepState }) {
  const { t } = useTranslation('routing');
  const now = useNow();
  if (step.reached) {
    return (
      <Chip tone="ok">
        <IconCheck size={12} aria-hidden /> {t('why.reached')}
      </Chip>
    );
  }
  if (!step.at) return null;
  const left = Date.parse(step.at) - now;
  return (
    <Chip>
      <IconClock size={12} aria-hidden />{' '}
      {left > 0 ? t('why.inSpan', { span: shortSpan(left) }) : t('why.soon')}
    </Chip>
  );
}

export function Steps({ rules, names }: { rules: Rules; names: Names }) {
  const { t } = useTranslation('routing');
  return (
    <ol className={styles['steps']}>
      <li data-reached>
        <b>{t('why.startStep')}</b>
        <span>{askedInWords(rules.start, names).join(' ')}</span>
      </li>
      {staged(rules.start, rules.steps).map(({ step, before }) => (
        <li key={step.number} data-reached={step.reached || undefined}>
          <b>
            {spanInWords(step.after_seconds)} <When step={step} />
          </b>
          <span>{listed(changesInWords(step, before, names)) || say('steps.same')}</span>
        </li>
      ))}
      {rules.steps.length === 0 && <li data-none>{t('why.stepsNone')}</li>}
    </ol>
  );
}
