/** Skills or languages with a level from 1 to 5 each. */
import { ActionIcon, Button, Input, NativeSelect, Select } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import styles from './Form.module.css';
import type { Option } from './choices';

export interface Leveled {
  name: string;
  level: number;
}

interface Props {
  label: string;
  description?: string;
  error?: string | undefined;
  items: readonly Leveled[];
  options: readonly Option[];
  readOnly?: boolean;
  onChange: (items: Leveled[]) => void;
}

const LEVELS = [1, 2, 3, 4, 5];

export function Levels({ label, description, error, items, options, readOnly = false, onChange }: Props) {
  const { t } = useTranslation('admin');
  const put = (at: number, change: Partial<Leveled>) =>
    onChange(items.map((item, index) => (index === at ? { ...item, ...change } : item)));
  const free = options.find((option) => !items.some((item) => item.name === option.value));
  return (
    <Input.Wrapper size="xs" label={label} labelElement="div" description={description} error={error}>
      <div className={styles['levels']} role="group" aria-label={label}>
        {items.map((item, index) => (
          <div key={index}>
            <Select
              aria-label={`${label} ${index + 1}`}
              data={[...options]}
              value={item.name}
              readOnly={readOnly}
              allowDeselect={false}
              searchable
              onChange={(name) => name && put(index, { name })}
            />
            <NativeSelect
              size="xs"
              aria-label={t('level.of', { name: item.name })}
              disabled={readOnly}
              value={String(item.level)}
              data={LEVELS.map((level) => ({ value: String(level), label: t('level.one', { level }) }))}
              onChange={(event) => put(index, { level: Number(event.currentTarget.value) })}
            />
            {!readOnly && (
              <ActionIcon
                aria-label={t('field.remove', { name: item.name })}
                onClick={() => onChange(items.filter((_, other) => other !== index))}
              >
                <IconX size={15} />
              </ActionIcon>
            )}
          </div>
        ))}
        {!readOnly && free && (
          <Button
            variant="subtle"
            size="compact-xs"
            leftSection={<IconPlus size={14} />}
            onClick={() => onChange([...items, { name: free.value, level: 1 }])}
          >
            {t('field.add')}
          </Button>
        )}
        {!free && items.length === 0 && <span className={styles['quiet']}>{t('field.nothingYet')}</span>}
      </div>
    </Input.Wrapper>
  );
}
