/** Which node comes next, by its name; or a new one. */
import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Place } from '../model/edits';
import { added } from '../model/edits';
import { titleOf } from '../model/flow';
import { freshNode, IN_ORDER } from '../model/kinds';
import { useDesigner, useStore } from '../useDesigner';
import { typeWord } from '../words';

interface Props {
  label: string;
  value: string;
  required?: boolean;
  placeholder?: string;
  /** The way it is: then a new node can be made on it. */
  add?: Place;
  hideLabel?: boolean;
  onChange: (to: string) => void;
}

const NEW = 'new:';

export function NodeSelect({
  label,
  value,
  required = false,
  placeholder,
  add,
  hideLabel = false,
  onChange,
}: Props) {
  const { t } = useTranslation('flows');
  const store = useStore();
  const nodes = useDesigner((state) => state.flow.nodes);
  const readOnly = useDesigner((state) => state.readOnly);
  const there = Object.entries(nodes).map(([id, node]) => ({
    value: id,
    label: titleOf(id),
    type: node.type,
  }));
  const fresh = add
    ? IN_ORDER.map(({ type }) => ({
        value: NEW + type,
        label: t('inspector.newNode', { type: typeWord(type) }),
      }))
    : [];
  const make = (type: string) => {
    const kind = IN_ORDER.find((one) => one.type === type);
    if (!kind || !add) return;
    let made = '';
    store.getState().edit((flow) => {
      const [next, id] = added(flow, freshNode(kind), typeWord(type), add);
      made = id;
      return next;
    });
    store.getState().show(made);
  };
  return (
    <Select
      label={hideLabel ? undefined : label}
      aria-label={hideLabel ? label : undefined}
      withAsterisk={required}
      searchable
      clearable={!required}
      readOnly={readOnly}
      placeholder={placeholder ?? ''}
      nothingFoundMessage={t('inspector.noNode')}
      value={value in nodes ? value : null}
      error={value && !(value in nodes) ? t('inspector.gone', { node: value }) : undefined}
      limit={60}
      data={[
        {
          group: t('inspector.nodesHere'),
          items: there.map(({ value: id, label: name }) => ({ value: id, label: name })),
        },
        ...(fresh.length > 0 ? [{ group: t('inspector.nodesNew'), items: fresh }] : []),
      ]}
      onChange={(chosen) =>
        chosen?.startsWith(NEW) ? make(chosen.slice(NEW.length)) : onChange(chosen ?? '')
      }
    />
  );
}
