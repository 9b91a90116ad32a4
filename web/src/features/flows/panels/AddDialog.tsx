/** Choosing what comes next without a mouse: a type for a new node, or a node that is there. */
import { Modal, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { added, type Place } from '../model/edits';
import { freshNode, GROUPS, IN_ORDER, type Kind } from '../model/kinds';
import { NodeSelect } from '../inspector/NodeSelect';
import styles from './Kinds.module.css';
import { useStore } from '../useDesigner';
import { typeHelp, typeWord } from '../words';

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Types by name, in their groups. */
export function useKinds(search: string): { group: (typeof GROUPS)[number]; kinds: Kind[] }[] {
  const wanted = plain(search.trim());
  const fits = IN_ORDER.filter((kind) =>
    plain(`${typeWord(kind.type)} ${typeHelp(kind.type)}`).includes(wanted),
  );
  return GROUPS.map((group) => ({ group, kinds: fits.filter((kind) => kind.group === group) })).filter(
    (one) => one.kinds.length > 0,
  );
}

/** Makes one, selects it, and says where it went. */
export function useAdding(): (kind: Kind, after: Place | null) => void {
  const store = useStore();
  return (kind, after) => {
    let made = '';
    store.getState().edit((flow) => {
      const [next, id] = added(flow, freshNode(kind), typeWord(kind.type), after);
      made = id;
      return next;
    });
    if (made) store.getState().show(made);
  };
}

export function AddDialog({ after, onClose }: { after: Place | null; onClose: () => void }) {
  const { t } = useTranslation('flows');
  const [search, setSearch] = useState('');
  const groups = useKinds(search);
  const add = useAdding();
  const choose = (kind: Kind) => {
    add(kind, after);
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t('palette.title')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const first = groups[0]?.kinds[0];
          if (first) choose(first);
        }}
      >
        <TextInput
          data-autofocus
          leftSection={<IconSearch size={14} aria-hidden />}
          aria-label={t('palette.search')}
          placeholder={t('palette.search')}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      </form>
      <div className={styles['addGroups']}>
        {groups.map(({ group, kinds }) => (
          <section key={group}>
            <h3>{t(`group.${group}`)}</h3>
            {kinds.map((kind) => (
              <button key={kind.type} type="button" data-group={group} onClick={() => choose(kind)}>
                <i className={styles['tile']}>
                  <kind.icon size={17} stroke={1.8} aria-hidden />
                </i>
                <span>
                  <b>{typeWord(kind.type)}</b>
                  <small>{typeHelp(kind.type)}</small>
                </span>
              </button>
            ))}
          </section>
        ))}
      </div>
    </Modal>
  );
}

export function ConnectDialog({
  onChoose,
  onClose,
}: {
  from: Place;
  onChoose: (to: string) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('flows');
  return (
    <Modal opened onClose={onClose} title={t('tree.connect')}>
      <NodeSelect label={t('tree.to')} value="" placeholder={t('inspector.choose')} onChange={onChoose} />
    </Modal>
  );
}
