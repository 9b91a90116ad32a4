/** An intent: its examples, one a line, where it belongs, and more examples out of real conversations. */
import { Button, Textarea } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Fields, Group } from '../forms/Fields';
import { within, type FormProps } from '../forms/form';
import styles from './Intents.module.css';
import { namer, useIntents, useSuggestions } from './questions';
import { TryBox } from './TryBox';

type Field = 'examples_es' | 'examples_en';
const FIELDS: readonly Field[] = ['examples_es', 'examples_en'];

const linesOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
const told = (lines: readonly string[]) => lines.map((one) => one.trim()).filter(Boolean);

function Examples({ field, props }: { field: Field; props: FormProps }) {
  const { t } = useTranslation(['intents', 'admin']);
  const kept = linesOf(props.body[field]);
  const [typed, setTyped] = useState<string | null>(null);
  const shown =
    typed !== null && told(typed.split('\n')).join('\n') === kept.join('\n') ? typed : kept.join('\n');
  const label = props.specs.find((spec) => spec.name === field)?.title ?? field;
  return (
    <Textarea
      label={label}
      description={t('form.count', { count: kept.length })}
      autosize
      minRows={6}
      maxRows={18}
      value={shown}
      readOnly={props.readOnly}
      error={within(props.problems, field)}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        props.set(field, told(event.currentTarget.value.split('\n')));
      }}
    />
  );
}

function Suggested({ props, reason }: { props: FormProps; reason: string }) {
  const { t, i18n } = useTranslation('intents');
  const found = useSuggestions(props.slug, reason);
  const intents = useIntents();
  const name = namer(intents.data?.items, i18n.language);
  const there = new Set(FIELDS.flatMap((field) => linesOf(props.body[field])));
  const offers = (found.data?.items ?? []).filter((one) => !there.has(one.text));
  const take = (text: string, language: string) => {
    const field: Field = language.startsWith('en') ? 'examples_en' : 'examples_es';
    props.set(field, [...linesOf(props.body[field]), text]);
  };
  return (
    <section className={styles['suggested']} aria-label={t('suggest.title')}>
      <h2>{t('suggest.title')}</h2>
      <p className={styles['quiet']}>
        {t(
          !reason ? 'suggest.noReason' : found.data && offers.length === 0 ? 'suggest.none' : 'suggest.hint',
        )}
      </p>
      <ul className={styles['offers']}>
        {offers.map((one) => (
          <li key={one.text}>
            <span>
              {one.text}{' '}
              <span className={styles['quiet']}>
                {one.taken_for ? t('suggest.now', { name: name(one.taken_for) }) : t('suggest.unknown')}
              </span>
            </span>
            <Button
              variant="default"
              size="compact-sm"
              leftSection={<IconPlus size={13} aria-hidden />}
              aria-label={`${t('suggest.take')}: ${one.text}`}
              onClick={() => take(one.text, one.language)}
            >
              {t('suggest.take')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function IntentForm(props: FormProps) {
  const { t } = useTranslation(['intents', 'admin']);
  const reason = props.body['reason'];
  return (
    <>
      <Group title={t('admin:form.general')}>
        <Fields {...props} names={['name', 'name_es']} />
      </Group>
      <Group title={t('form.examples')} hint={t('form.examplesHint')}>
        {FIELDS.map((field) => (
          <Examples key={field} field={field} props={props} />
        ))}
      </Group>
      <Group title={t('form.belongs')}>
        <Fields {...props} names={['reason', 'brands', 'active']} />
      </Group>
      {!props.readOnly && <Suggested props={props} reason={typeof reason === 'string' ? reason : ''} />}
      <TryBox />
    </>
  );
}
