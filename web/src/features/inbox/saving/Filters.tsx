/** The filters of a view, one line each: which field, and any of which values. */
import { ActionIcon, Menu, Button, MultiSelect, Select, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { nameOf, useCatalog } from '@/api/session';
import type { Catalog } from '@/api/types';
import styles from '../Lists.module.css';

const FIELDS = [
  'status', 'queue', 'team', 'agent', 'channel', 'tag', 'kind', 'reason', 'priority', 'language', 'brand', 'customer',
  'overdue', 'vip', 'hand', 'waiting_over', 'touched_over', 'touched_within', 'opened_within', 'opened_over',
] as const; // prettier-ignore
type Field = (typeof FIELDS)[number];

const SWITCHES: readonly string[] = ['overdue', 'vip', 'hand'];
const SPANS: readonly string[] = [
  'waiting_over',
  'touched_over',
  'touched_within',
  'opened_within',
  'opened_over',
];
const MINUTES = ['15', '60', '240', '480', '1440', '2880', '10080', '43200'] as const;
const STATUSES = ['new', 'open', 'pending', 'snoozed', 'resolved', 'closed'] as const;
const KINDS = ['enquiry', 'complaint', 'claim', 'incident'] as const;
const PRIORITIES = [1, 2, 3, 4, 5] as const;

interface Option {
  value: string;
  label: string;
}

/** What may be chosen of the fields that take several values. */
function useChoices(): (field: Field) => Option[] {
  const { t, i18n } = useTranslation();
  const lists = useTranslation('lists').t;
  const catalog = useCatalog();
  const named = (from: keyof Pick<Catalog, 'queues' | 'teams' | 'brands' | 'tags' | 'reasons'>): Option[] =>
    catalog[from].map((each) => ({
      value: each.slug,
      label: nameOf(catalog[from], each.slug, i18n.language),
    }));
  const known: Partial<Record<Field, () => Option[]>> = {
    status: () => STATUSES.map((value) => ({ value, label: t(`status.${value}`) })),
    queue: () => named('queues'),
    team: () => named('teams'),
    brand: () => named('brands'),
    tag: () => named('tags'),
    reason: () => named('reasons'),
    agent: () => [
      { value: 'me', label: lists('agent.me') },
      { value: 'nobody', label: lists('agent.nobody') },
      ...catalog.agents.map((agent) => ({ value: agent.id, label: agent.name })),
    ],
    channel: () =>
      catalog.channels.map(({ name }) => ({
        value: name,
        label:
          i18n.exists(`work:channel.${name}`) || i18n.exists(`channel.${name}`)
            ? t(`channel.${name as 'email'}`)
            : name,
      })),
    kind: () => KINDS.map((value) => ({ value, label: lists(`kind.${value}`) })),
    priority: () => PRIORITIES.map((value) => ({ value: String(value), label: t(`priority.${value}`) })),
    language: () => (['es', 'en'] as const).map((value) => ({ value, label: lists(`language.${value}`) })),
  };
  return (field) => known[field]?.() ?? [];
}

interface LineProps {
  field: Field;
  value: string;
  onChange: (value: string) => void;
}

function Value({ field, value, onChange }: LineProps) {
  const { t } = useTranslation('lists');
  const choices = useChoices();
  const label = t(`field.${field}`);
  if (field === 'customer')
    return (
      <TextInput aria-label={label} value={value} onChange={(event) => onChange(event.currentTarget.value)} />
    );
  if (SWITCHES.includes(field))
    return (
      <Select
        aria-label={label}
        allowDeselect={false}
        data={[
          { value: 'yes', label: t('save.yes') },
          { value: 'no', label: t('save.no') },
        ]}
        value={value || 'yes'}
        onChange={(next) => onChange(next ?? 'yes')}
      />
    );
  if (SPANS.includes(field))
    return (
      <Select
        aria-label={label}
        allowDeselect={false}
        data={MINUTES.map((minutes) => ({ value: minutes, label: t(`span.${minutes}`) }))}
        value={value || '60'}
        onChange={(next) => onChange(next ?? '60')}
      />
    );
  return (
    <MultiSelect
      aria-label={label}
      searchable
      placeholder={value ? undefined : t('save.pick')}
      data={choices(field)}
      value={value.split(',').filter(Boolean)}
      onChange={(next) => onChange(next.join(','))}
    />
  );
}

const initial = (field: Field): string =>
  SWITCHES.includes(field) ? 'yes' : SPANS.includes(field) ? '60' : '';

interface Props {
  filters: Record<string, string>;
  onChange: (filters: Record<string, string>) => void;
}

export function Filters({ filters, onChange }: Props) {
  const { t } = useTranslation('lists');
  const used = FIELDS.filter((field) => field in filters);
  const without = (field: Field) =>
    Object.fromEntries(Object.entries(filters).filter(([name]) => name !== field));
  return (
    <div className={styles['filters']}>
      {used.length === 0 && <p>{t('save.noFilters')}</p>}
      {used.map((field) => (
        <div key={field} className={styles['filter']}>
          <span>{t(`field.${field}`)}</span>
          <Value
            field={field}
            value={filters[field] ?? ''}
            onChange={(value) => onChange({ ...filters, [field]: value })}
          />
          <ActionIcon
            aria-label={t('save.remove', { field: t(`field.${field}`) })}
            onClick={() => onChange(without(field))}
          >
            <IconX size={15} />
          </ActionIcon>
        </div>
      ))}
      <Menu position="bottom-start">
        <Menu.Target>
          <Button variant="default" leftSection={<IconPlus size={14} />}>
            {t('save.add')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={320} style={{ overflow: 'auto' }}>
          {FIELDS.filter((field) => !(field in filters)).map((field) => (
            <Menu.Item key={field} onClick={() => onChange({ ...filters, [field]: initial(field) })}>
              {t(`field.${field}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
