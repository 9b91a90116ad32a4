/** Lists that lead somewhere: a menu's options, a condition's cases, a bot's routes, the arms of a split. */
import { NumberInput, Select, TagsInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { list } from '../model/flow';
import styles from './Form.module.css';
import { useDesigner } from '../useDesigner';
import { ExpressionField, useProblem } from './ExpressionInput';
import type { InputProps } from './FieldInput';
import { EMPTY, ItemList, textOf, textsOf } from './ItemList';
import { NodeSelect } from './NodeSelect';
import { useOptions } from './References';
import { WordsField } from './WordsInput';

export function OptionsInput({ node, field, label, help, value, onChange }: InputProps) {
  const { t } = useTranslation('flows');
  const intents = useOptions('intent', []);
  const readOnly = useDesigner((state) => state.readOnly);
  return (
    <ItemList
      legend={label}
      help={help}
      items={list(value)}
      add={t('inspector.addOption')}
      fresh={{ label: EMPTY, goto: '' }}
      onChange={onChange}
      draw={(item, index, set) => (
        <>
          <WordsField
            short
            label={t('inspector.optionNo', { n: index + 1 })}
            value={item['label']}
            onChange={(words) => set({ label: words })}
          />
          <NodeSelect
            hideLabel
            label={t('inspector.gotoNo', { n: index + 1 })}
            placeholder={t('inspector.goto')}
            value={textOf(item['goto'])}
            required
            add={{ from: node, branch: `${field.name}.${String(index)}.goto` }}
            onChange={(goto) => set({ goto })}
          />
          <details className={styles['rare']}>
            <summary>{t('inspector.also')}</summary>
            <div>
              <TextInput
                label={t('inspector.key')}
                value={textOf(item['key'])}
                placeholder={String(index + 1)}
                maxLength={1}
                readOnly={readOnly}
                onChange={(event) => set({ key: event.currentTarget.value.replace(/[^0-9*#]/gu, '') })}
              />
              <TagsInput
                size="xs"
                label={t('inspector.synonyms')}
                description={t('inspector.synonymsHelp')}
                value={textsOf(item['words'])}
                readOnly={readOnly}
                onChange={(words) => set({ words })}
              />
              {(intents.length > 0 || textOf(item['intent'])) && (
                <Select
                  label={t('inspector.intent')}
                  data={intents}
                  clearable
                  searchable
                  value={textOf(item['intent']) || null}
                  readOnly={readOnly}
                  onChange={(intent) => set({ intent })}
                />
              )}
            </div>
          </details>
        </>
      )}
    />
  );
}

export function CasesInput({ node, field, label, help, value, onChange }: InputProps) {
  const { t } = useTranslation('flows');
  const problem = useProblem(node, field.name);
  return (
    <>
      <ItemList
        legend={label}
        help={help}
        items={list(value)}
        add={t('inspector.addCase')}
        fresh={{ when: '', goto: '' }}
        onChange={onChange}
        draw={(item, index, set) => (
          <>
            <CaseWhen
              node={node}
              index={index}
              value={textOf(item['when'])}
              onChange={(when) => set({ when })}
            />
            <NodeSelect
              hideLabel
              label={t('inspector.gotoNo', { n: index + 1 })}
              placeholder={t('inspector.goto')}
              value={textOf(item['goto'])}
              required
              add={{ from: node, branch: `${field.name}.${String(index)}.goto` }}
              onChange={(goto) => set({ goto })}
            />
          </>
        )}
      />
      {problem && <p className={styles['wrong']}>{problem}</p>}
    </>
  );
}

function CaseWhen({
  node,
  index,
  value,
  onChange,
}: {
  node: string;
  index: number;
  value: string;
  onChange: (text: string) => void;
}) {
  const { t } = useTranslation('flows');
  return (
    <ExpressionField
      label={t('inspector.whenNo', { n: index + 1 })}
      value={value}
      placeholder={t('inspector.expression')}
      problem={useProblem(node, `cases[${String(index)}].when`)}
      onChange={onChange}
    />
  );
}

export function RoutesInput({ node, field, label, help, value, onChange }: InputProps) {
  const { t } = useTranslation('flows');
  const readOnly = useDesigner((state) => state.readOnly);
  const items = list(value);
  const intents = useOptions(
    'intent',
    items.map((item) => textOf(item['intent'])),
  );
  return (
    <ItemList
      legend={label}
      help={help}
      items={items}
      add={t('inspector.addRoute')}
      fresh={{ intent: '', goto: '' }}
      onChange={onChange}
      draw={(item, index, set) => (
        <>
          <Select
            label={t('inspector.intentNo', { n: index + 1 })}
            data={intents}
            searchable
            value={textOf(item['intent']) || null}
            readOnly={readOnly}
            placeholder={t('inspector.choose')}
            nothingFoundMessage={t('inspector.nothingThere')}
            onChange={(intent) => set({ intent: intent ?? '' })}
          />
          <NodeSelect
            hideLabel
            label={t('inspector.gotoNo', { n: index + 1 })}
            placeholder={t('inspector.goto')}
            value={textOf(item['goto'])}
            required
            add={{ from: node, branch: `${field.name}.${String(index)}.goto` }}
            onChange={(goto) => set({ goto })}
          />
        </>
      )}
    />
  );
}

export function ArmsInput({ node, field, label, help, value, onChange }: InputProps) {
  const { t } = useTranslation('flows');
  const readOnly = useDesigner((state) => state.readOnly);
  const items = list(value);
  const sum = items.reduce((total, item) => total + (Number(item['percent']) || 0), 0);
  return (
    <>
      <ItemList
        legend={label}
        help={help}
        items={items}
        add={t('inspector.addArm')}
        fresh={{ percent: 0, goto: '' }}
        onChange={onChange}
        draw={(item, index, set) => (
          <>
            <NumberInput
              label={t('inspector.percentNo', { n: index + 1 })}
              min={0}
              max={100}
              suffix=" %"
              value={Number(item['percent']) || 0}
              readOnly={readOnly}
              onChange={(percent) => typeof percent === 'number' && set({ percent })}
            />
            <NodeSelect
              hideLabel
              label={t('inspector.gotoNo', { n: index + 1 })}
              placeholder={t('inspector.goto')}
              value={textOf(item['goto'])}
              required
              add={{ from: node, branch: `${field.name}.${String(index)}.goto` }}
              onChange={(goto) => set({ goto })}
            />
          </>
        )}
      />
      {sum !== 100 && <p className={styles['wrong']}>{t('inspector.sum', { sum })}</p>}
    </>
  );
}
