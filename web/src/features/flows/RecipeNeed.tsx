/** What a recipe must be told before it can be made: a queue, an address, a reason. */
import { Select, TextInput } from '@mantine/core';
import { useOptions } from './inspector/References';
import type { RecipeLine } from './questions';
import { useSpanish } from './questions';

interface Props {
  need: RecipeLine['needs'][number];
  value: string;
  onChange: (value: string) => void;
}

export function RecipeNeed({ need, value, onChange }: Props) {
  const label = useSpanish() ? need.label_es : need.label_en;
  const free = need.kind === 'url' || need.kind === 'text';
  const options = useOptions(free ? 'queue' : need.kind, []);
  if (free) {
    return (
      <TextInput
        label={label}
        required={need.required}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  return (
    <Select
      label={label}
      withAsterisk={need.required}
      searchable
      clearable={!need.required}
      data={options}
      value={value || null}
      onChange={(chosen) => onChange(chosen ?? '')}
    />
  );
}
