/** What a flow is made of: a click adds it after what is selected, dragging puts it where it is dropped. */
import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DRAGGED } from '../canvas/dragged';
import { branchesOf } from '../model/branches';
import type { Place } from '../model/edits';
import type { State } from '../model/store';
import styles from './Kinds.module.css';
import forms from '../inspector/Form.module.css';
import { useStore } from '../useDesigner';
import { typeHelp, typeWord } from '../words';
import { useAdding, useKinds } from './AddDialog';

/** After what is selected: on its first way that leads nowhere, else on its first. */
export function placeAfter({ flow, selected }: State): Place | null {
  const from = selected.at(-1);
  const node = from === undefined ? undefined : flow.nodes[from];
  if (from === undefined || !node) return null;
  const ways = branchesOf(node, '');
  const open = ways.find((branch) => branch.required && !branch.to) ?? ways.find((branch) => branch.required);
  const any = open ?? ways[0];
  return any ? { from, branch: any.id } : null;
}

export const Palette = memo(function Palette() {
  const { t } = useTranslation('flows');
  const store = useStore();
  const [search, setSearch] = useState('');
  const groups = useKinds(search);
  const add = useAdding();
  return (
    <aside className={styles['palette']} aria-label={t('palette.label')}>
      <TextInput
        leftSection={<IconSearch size={14} aria-hidden />}
        aria-label={t('palette.search')}
        placeholder={t('palette.search')}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <div className={styles['paletteList']}>
        {groups.map(({ group, kinds }) => (
          <section key={group} aria-label={t(`group.${group}`)}>
            <h3>{t(`group.${group}`)}</h3>
            {kinds.map((kind) => (
              <button
                key={kind.type}
                type="button"
                draggable
                data-group={group}
                title={typeHelp(kind.type)}
                onDragStart={(event) => {
                  event.dataTransfer.setData(DRAGGED, kind.type);
                  event.dataTransfer.effectAllowed = 'copy';
                }}
                onClick={() => add(kind, placeAfter(store.getState()))}
              >
                <i className={styles['tile']}>
                  <kind.icon size={16} stroke={1.8} aria-hidden />
                </i>
                {typeWord(kind.type)}
              </button>
            ))}
          </section>
        ))}
        {groups.length === 0 && <p className={forms['quiet']}>{t('palette.nothing')}</p>}
      </div>
    </aside>
  );
});
