/** Lists that lead nowhere: the answers of a choice, a survey's questions, the headers of a look-up. */
import { Select, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { list } from '../model/flow';
import { useDesigner } from '../useDesigner';
import { choiceWord } from '../words';
import type { InputProps } from './FieldInput';
import { EMPTY, ItemList, textOf } from './ItemList';
import { WordsField } from './WordsInput';

export function AnswersInput({ label, help, value, onChange }: InputProps) {
  const { t } = useTranslation('flows');
  return (
    <ItemList
      legend={label}
      help={help}
      items={list(value)}
      add={t('inspector.addAnswer')}
      fresh={EMPTY}
      onChange={onChange}
      draw={(item, index, set) => (
        <WordsField
          short
          label={t('inspector.answerNo', { n: index + 1 })}
          value={item}
          onChange={(words) => set({ ...words })}
        />
      )}
    />
  );
}

const SCALES = ['csat', 'nps', 'ces', 'comment'];

export function QuestionsInput({ label, help, value, onChange }: InputProps) {
  const { t } = useTranslation('flows');
  const readOnly = useDesigner((state) => state.readOnly);
  return (
    <ItemList
      legend={label}
      help={help}
      items={list(value)}
      add={t('inspector.addQuestion')}
      fresh={{ text: EMPTY, scale: 'csat' }}
      onChange={onChange}
      draw={(item, index, set) => (
        <>
          <WordsField
            short
            label={t('inspector.questionNo', { n: index + 1 })}
            value={item['text']}
            onChange={(text) => set({ text })}
          />
          <Select
            aria-label={t('inspector.scaleNo', { n: index + 1 })}
            data={SCALES.map((one) => ({ value: one, label: choiceWord('scale', one) }))}
            value={textOf(item['scale']) || 'csat'}
            allowDeselect={false}
            readOnly={readOnly}
            onChange={(scale) => set({ scale })}
          />
          <Switch
            label={t('inspector.optional')}
            checked={item['optional'] !== false}
            disabled={readOnly}
            onChange={(event) => set({ optional: event.currentTarget.checked })}
          />
        </>
      )}
    />
  );
}

export function HeadersInput({ label, help, value, onChange }: InputProps) {
  const { t } = useTranslation('flows');
  const readOnly = useDesigner((state) => state.readOnly);
  return (
    <ItemList
      legend={label}
      help={help}
      items={list(value)}
      add={t('inspector.addHeader')}
      fresh={{ name: '', value: '' }}
      onChange={onChange}
      draw={(item, index, set) => (
        <>
          <TextInput
            label={t('inspector.headerNo', { n: index + 1 })}
            value={textOf(item['name'])}
            readOnly={readOnly}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <TextInput
            label={t('inspector.headerValueNo', { n: index + 1 })}
            description={t('inspector.headerHelp')}
            value={textOf(item['secret']) || textOf(item['value'])}
            readOnly={readOnly}
            onChange={(event) => {
              const text = event.currentTarget.value;
              set(text.startsWith('secret:') ? { secret: text, value: '' } : { value: text, secret: null });
            }}
          />
        </>
      )}
    />
  );
}
