/** One field of a node, drawn by its shape. */
import { NumberInput, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { NodeType } from '../model/flow';
import { byDefault, type Field } from '../model/kinds';
import { useDesigner } from '../useDesigner';
import { choiceWord } from '../words';
import { ExpressionInput, VariableInput } from './ExpressionInput';
import { ArmsInput, CasesInput, OptionsInput, RoutesInput } from './Lists';
import { PairsInput } from './PairsInput';
import { AnswersInput, HeadersInput, QuestionsInput } from './PlainLists';
import { ManyInput, OneInput } from './References';
import { SecondsInput } from './SecondsInput';
import { TreatmentInput } from './TreatmentInput';
import { WordsInput } from './WordsInput';

export interface InputProps {
  /** The node it belongs to. */
  node: string;
  type: NodeType;
  field: Field;
  label: string;
  help: string;
  value: unknown;
  onChange: (value: unknown) => void;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function LineInput({ label, help, value, field, onChange }: InputProps) {
  const readOnly = useDesigner((state) => state.readOnly);
  const Input = field.shape === 'text' ? Textarea : TextInput;
  return (
    <Input
      label={label}
      description={help || undefined}
      value={textOf(value)}
      readOnly={readOnly}
      onChange={(event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value)}
    />
  );
}

function FigureInput({ type, field, label, help, value, onChange }: InputProps) {
  const readOnly = useDesigner((state) => state.readOnly);
  const usual = byDefault(type, field.name);
  return (
    <NumberInput
      label={label}
      description={help || undefined}
      value={typeof value === 'number' ? value : typeof usual === 'number' ? usual : ''}
      min={field.least ?? 0}
      {...(field.most === undefined ? {} : { max: field.most })}
      allowDecimal={false}
      readOnly={readOnly}
      onChange={(now) => typeof now === 'number' && onChange(now)}
    />
  );
}

function FlagInput({ type, field, label, help, value, onChange }: InputProps) {
  const readOnly = useDesigner((state) => state.readOnly);
  return (
    <Switch
      label={label}
      description={help || undefined}
      checked={typeof value === 'boolean' ? value : byDefault(type, field.name) === true}
      disabled={readOnly}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}

function ChoiceInput({ type, field, label, help, value, onChange }: InputProps) {
  const { t } = useTranslation('flows');
  const readOnly = useDesigner((state) => state.readOnly);
  const isFigure = field.name === 'priority';
  const usual = byDefault(type, field.name);
  const held = value ?? usual;
  return (
    <Select
      label={label}
      description={help || undefined}
      data={(field.values ?? []).map((one) => ({ value: one, label: choiceWord(field.name, one) }))}
      value={held === null || held === undefined ? null : String(held)}
      allowDeselect={false}
      clearable={field.optional ?? false}
      placeholder={field.optional ? t('inspector.same') : ''}
      readOnly={readOnly}
      onChange={(now) => onChange(now === null ? null : isFigure ? Number(now) : now)}
    />
  );
}

const INPUTS = {
  words: WordsInput,
  line: LineInput,
  text: LineInput,
  number: FigureInput,
  seconds: SecondsInput,
  flag: FlagInput,
  choice: ChoiceInput,
  one: OneInput,
  many: ManyInput,
  expression: ExpressionInput,
  variable: VariableInput,
  pairs: PairsInput,
  options: OptionsInput,
  cases: CasesInput,
  routes: RoutesInput,
  arms: ArmsInput,
  headers: HeadersInput,
  questions: QuestionsInput,
  answers: AnswersInput,
  treatment: TreatmentInput,
} as const;

export function FieldInput(props: InputProps) {
  const Input = INPUTS[props.field.shape];
  return <Input {...props} />;
}
