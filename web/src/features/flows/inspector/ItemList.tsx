/** A list of items that can be added, ordered and taken out, each drawn by its owner. */
import { ActionIcon, Button } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './Form.module.css';
import { useDesigner } from '../useDesigner';

export type Item = Record<string, unknown>;
export const EMPTY = { es: '', en: '' };

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

export function ItemList({ legend, help, items, add, fresh, onChange, draw }: ListProps) {
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

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
export const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
