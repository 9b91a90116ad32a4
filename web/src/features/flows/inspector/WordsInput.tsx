/** A text in each of the flow's languages, and the recording for it where there is one. */
import { Select, Textarea } from '@mantine/core';
import { IconAlertTriangleFilled } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDocuments, namedIn } from '@/api/documents';
import { textAt } from '@/ui/i18n';
import { wordsOf, type Words } from '../model/flow';
import styles from './Form.module.css';
import { useDesigner } from '../useDesigner';
import type { InputProps } from './FieldInput';

const OWN = ['es', 'en'];

export const inLanguage = (words: Words, language: string): string =>
  (OWN.includes(language) ? words[language as 'es' | 'en'] : words.more?.[language]) ?? '';

export const withText = (words: Words, language: string, text: string): Words =>
  OWN.includes(language)
    ? { ...words, [language]: text }
    : { ...words, more: { ...words.more, [language]: text } };

interface Props {
  label: string;
  help?: string;
  value: unknown;
  /** A single line: an option's label. */
  short?: boolean;
  onChange: (words: Words) => void;
}

const LANGUAGES = ['es', 'en'];

/** The reader's own first. */
export function useLanguagesOf(): string[] {
  const { i18n } = useTranslation();
  const all = useDesigner((state) => state.flow.languages) ?? LANGUAGES;
  const mine = i18n.language.slice(0, 2);
  return [...all].sort((one, other) => Number(other === mine) - Number(one === mine));
}

export function WordsField({ label, help = '', value, short = false, onChange }: Props) {
  const { t } = useTranslation('flows');
  const id = useId();
  const words = wordsOf(value);
  const languages = useLanguagesOf();
  const readOnly = useDesigner((state) => state.readOnly);
  const [chosen, setChosen] = useState<string | null>(null);
  const open = chosen !== null && languages.includes(chosen) ? chosen : (languages[0] ?? 'es');
  const written = languages.some((one) => inLanguage(words, one));
  return (
    <div className={styles['words']}>
      <div className={styles['wordsHead']}>
        <label htmlFor={id}>{label}</label>
        <div role="group" aria-label={t('inspector.languageOf', { field: label })}>
          {languages.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={one === open}
              aria-label={t('inspector.inLanguage', {
                code: one.toUpperCase(),
                language: textAt(`flows:language.${one}`) ?? one,
              })}
              onClick={() => setChosen(one)}
            >
              {one.toUpperCase()}
              {written && !inLanguage(words, one) && (
                <IconAlertTriangleFilled size={11} aria-label={t('inspector.missing')} />
              )}
            </button>
          ))}
        </div>
      </div>
      {help && <small className={styles['hint']}>{help}</small>}
      <Textarea
        id={id}
        lang={open}
        value={inLanguage(words, open)}
        minRows={short ? 1 : 2}
        maxRows={10}
        maxLength={4000}
        readOnly={readOnly}
        onChange={(event) => onChange(withText(words, open, event.currentTarget.value))}
      />
    </div>
  );
}

function PromptOf({ words, onChange }: { words: Words; onChange: (words: Words) => void }) {
  const { t, i18n } = useTranslation('flows');
  const prompts = useDocuments('prompt');
  const readOnly = useDesigner((state) => state.readOnly);
  const items = (prompts.data?.items ?? []).filter((one) => one.version > 0 && !one.retired);
  if (items.length === 0 && !words.prompt) return null;
  return (
    <Select
      mt={4}
      aria-label={t('inspector.prompt')}
      placeholder={t('inspector.spoken')}
      clearable
      readOnly={readOnly}
      data={items.map((one) => ({
        value: one.slug,
        label: t('inspector.recording', { name: namedIn(i18n.language, one) }),
      }))}
      value={words.prompt ?? null}
      onChange={(prompt) => onChange({ ...words, prompt })}
    />
  );
}

export function WordsInput({ label, help, value, field, onChange }: InputProps) {
  return (
    <div>
      <WordsField label={label} help={help} value={value} onChange={onChange} />
      {field.name === 'text' && <PromptOf words={wordsOf(value)} onChange={onChange} />}
    </div>
  );
}
