/** Which node comes next, by its name; or a new one. */
import { Select } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Place } from '../model/edits';
import { added } from '../model/edits';
import { freshNode, IN_ORDER } from '../model/kinds';
import type { State } from '../model/store';
import { useDesigner, useStore } from '../useDesigner';
import { nodeWord, typeWord } from '../words';

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
const nameOf = (state: State, id: string) => ({ value: id, label: nodeWord(state, id) });

function choices(state: State, fresh: boolean, t: TFunction<'flows'>) {
  const made = IN_ORDER.map(({ type }) => ({
    value: NEW + type,
    label: t('inspector.newNode', { type: typeWord(type) }),
  }));
  return [
    { group: t('inspector.nodesHere'), items: Object.keys(state.flow.nodes).map((id) => nameOf(state, id)) },
    ...(fresh ? [{ group: t('inspector.nodesNew'), items: made }] : []),
  ];
}

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
  const there = useDesigner((state) => value in state.flow.nodes);
  const word = useDesigner((state) => nodeWord(state, value));
  const [open, setOpen] = useState(false);
  const readOnly = useDesigner((state) => state.readOnly);
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
  // Hundreds of names are only looked up while the list is open.
  const data = open ? choices(store.getState(), add !== undefined, t) : there ? [{ value, label: word }] : [];
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
      value={there ? value : null}
      error={value && !there ? t('inspector.gone', { node: value }) : undefined}
      limit={60}
      data={data}
      onDropdownOpen={() => setOpen(true)}
      onDropdownClose={() => setOpen(false)}
      onChange={(chosen) =>
        chosen?.startsWith(NEW) ? make(chosen.slice(NEW.length)) : onChange(chosen ?? '')
      }
    />
  );
}
