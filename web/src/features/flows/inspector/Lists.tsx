/** Lists of a node: a menu's options, a condition's cases, a bot's routes, the arms of a split, questions, headers. */
import { ActionIcon, Button, NumberInput, Select, Switch, TagsInput, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { list } from '../model/flow';
import styles from '../Designer.module.css';
import { useDesigner } from '../useDesigner';
import { choiceWord } from '../words';
import { ExpressionField, useProblem } from './ExpressionInput';
import type { InputProps } from './FieldInput';
import { NodeSelect } from './NodeSelect';
import { useOptions } from './References';
import { WordsField } from './WordsInput';

type Item = Record<string, unknown>;
const EMPTY = { es: '', en: '' };

interface ListProps {
  legend: string;
  help: string;
  items: Item[];
  add: string;
  fresh: Item;
  onChange: (items: Item[]) => void;
  draw: (item: Item, index: number, set: (change: Item) => void) => ReactNode;
}

function swapped(items: readonly Item[], index: number, by: number): Item[] {
  const next = [...items];
  const [item] = next.splice(index, 1);
  if (item) next.splice(index + by, 0, item);
  return next;
}

function ItemList({ legend, help, items, add, fresh, onChange, draw }: ListProps) {
  const { t } = useTranslation('flows');
  const readOnly = useDesigner((state) => state.readOnly);
  return (
    <fieldset className={styles['list']}>
      <legend>{legend}</legend>
      {help && <small className={styles['hint']}>{help}</small>}
      {items.map((item, index) => (
        <div key={index} className={styles['item']}>
          <div className={styles['itemBody']}>
            {draw(item, index, (change) =>
              onChange(items.map((one, at) => (at === index ? { ...one, ...change } : one))),
            )}
          </div>
          {!readOnly && (
            <div className={styles['itemTools']}>
              <ActionIcon
                aria-label={t('inspector.upNo', { n: index + 1 })}
                disabled={index === 0}
                onClick={() => onChange(swapped(items, index, -1))}
              >
                <IconArrowUp size={14} aria-hidden />
              </ActionIcon>
              <ActionIcon
                aria-label={t('inspector.downNo', { n: index + 1 })}
                disabled={index === items.length - 1}
                onClick={() => onChange(swapped(items, index, 1))}
              >
                <IconArrowDown size={14} aria-hidden />
              </ActionIcon>
              <ActionIcon
                aria-label={t('inspector.removeNo', { n: index + 1 })}
                onClick={() => onChange(items.filter((_, at) => at !== index))}
              >
                <IconX size={14} aria-hidden />
              </ActionIcon>
            </div>
          )}
        </div>
      ))}
      {!readOnly && (
        <Button
          variant="light"
          size="compact-sm"
          leftSection={<IconPlus size={14} />}
          onClick={() => onChange([...items, structuredClone(fresh)])}
        >
          {add}
        </Button>
      )}
    </fieldset>
  );
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

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
