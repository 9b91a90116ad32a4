/** A custom field's value, asked for as its type wants. */
import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Catalog } from '@/api/types';

export type FieldShown = Catalog['fields'][number];

export const fieldName = (field: FieldShown, language: string): string =>
  (language === 'es' && field.name_es) || field.name;

/** The fields of conversations of a brand, in their order. */
export const fieldsFor = (fields: readonly FieldShown[], brand: string): FieldShown[] =>
  fields.filter(
    (field) => field.of === 'conversation' && (field.brands.length === 0 || field.brands.includes(brand)),
  );

interface Props {
  field: FieldShown;
  value: string;
  error?: string | undefined;
  required?: boolean;
  onChange: (value: string) => void;
}

export function FieldInput({ field, value, error, required = false, onChange }: Props) {
  const { t, i18n } = useTranslation('matter');
  const label = fieldName(field, i18n.language);
  if (field.type === 'choice' || field.type === 'yes_no') {
    const data =
      field.type === 'choice'
        ? field.options
        : [
            { value: 'yes', label: t('fields.yes') },
            { value: 'no', label: t('fields.no') },
          ];
    return (
      <Select
        label={label}
        data={data}
        value={value || null}
        onChange={(chosen) => onChange(chosen ?? '')}
        error={error}
        required={required}
        clearable={!required}
      />
    );
  }
  const types = { number: 'text', date: 'date', link: 'url', text: 'text' } as const;
  return (
    <TextInput
      label={label}
      type={types[field.type as 'text']}
      inputMode={field.type === 'number' ? 'decimal' : undefined}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
      required={required}
    />
  );
}
