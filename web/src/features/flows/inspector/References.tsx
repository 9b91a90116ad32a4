/** What is chosen from the centre's own things: queues, reasons, hours, other flows. */
import { MultiSelect, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { namedIn, useDocuments } from '@/api/documents';
import { useCatalog } from '@/api/session';
import { isKnownChannel } from '@/ui/icons';
import { useDesigner } from '../useDesigner';
import type { InputProps } from './FieldInput';

export interface Option {
  value: string;
  label: string;
}

/** What is in force of a kind, by name; what is chosen and gone stays to be seen. */
export function useOptions(to: string, chosen: readonly string[]): Option[] {
  const { t, i18n } = useTranslation(['flows', 'desk']);
  const catalog = useCatalog();
  const documents = useDocuments(to === 'channel' ? 'queue' : to);
  const there =
    to === 'channel'
      ? catalog.channels.map(({ name }) => ({
          value: name,
          label: isKnownChannel(name) ? t(`desk:channel.${name}`) : name,
        }))
      : (documents.data?.items ?? [])
          .filter((one) => one.version > 0 && !one.retired)
          .map((one) => ({ value: one.slug, label: namedIn(i18n.language, one) }));
  const gone = chosen.filter((slug) => slug && !there.some((one) => one.value === slug));
  return [...there, ...gone.map((slug) => ({ value: slug, label: slug }))];
}

export function OneInput({ field, label, help, value, onChange }: InputProps) {
  const { t } = useTranslation('flows');
  const readOnly = useDesigner((state) => state.readOnly);
  const slug = typeof value === 'string' ? value : '';
  const options = useOptions(field.to ?? '', [slug]);
  return (
    <Select
      label={label}
      description={help || undefined}
      data={options}
      value={slug || null}
      searchable
      withAsterisk={!field.optional}
      clearable={field.optional ?? false}
      readOnly={readOnly}
      placeholder={field.optional ? t('inspector.same') : t('inspector.choose')}
      nothingFoundMessage={t('inspector.nothingThere')}
      onChange={(now) => onChange(now ?? (field.optional ? null : ''))}
    />
  );
}

export function ManyInput({ field, label, help, value, onChange }: InputProps) {
  const { t } = useTranslation('flows');
  const readOnly = useDesigner((state) => state.readOnly);
  const slugs = Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
  const options = useOptions(field.to ?? '', slugs);
  return (
    <MultiSelect
      label={label}
      description={help || undefined}
      data={options}
      value={slugs}
      searchable
      readOnly={readOnly}
      placeholder={slugs.length === 0 ? t('inspector.all') : ''}
      nothingFoundMessage={t('inspector.nothingThere')}
      onChange={onChange}
    />
  );
}
