/** Everything that can be done here, found by typing a few letters of it. */
import { Modal } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useMemo, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Key } from '@/ui/Bits';
import { commandsNow, keysOf, type Command } from '@/ui/commands';
import { found } from '@/ui/fuzzy';
import { shown } from '@/ui/shortcuts';
import styles from './Palette.module.css';

const ORDER: readonly Command['group'][] = ['conversation', 'list', 'create', 'go', 'me'];
const RECENT = 'atiende.recentCommands';
const KEPT = 5;

const recent = (): string[] => JSON.parse(localStorage.getItem(RECENT) ?? '[]') as string[];

function remember(id: string): void {
  localStorage.setItem(
    RECENT,
    JSON.stringify([id, ...recent().filter((each) => each !== id)].slice(0, KEPT)),
  );
}

function ranked(commands: readonly Command[], sought: string): Command[] {
  if (sought.trim() !== '') return found(commands, sought, (each) => `${each.title} ${each.words ?? ''}`);
  const last = recent();
  const at = (each: Command) =>
    last.includes(each.id) ? last.indexOf(each.id) - KEPT : ORDER.indexOf(each.group);
  return [...commands].sort((a, b) => at(a) - at(b));
}

export function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [commands] = useState(() => commandsNow().filter((each) => !each.hidden));
  const [sought, setSought] = useState('');
  const [at, setAt] = useState(0);
  const items = useMemo(() => ranked(commands, sought), [commands, sought]);
  const chosen = items[Math.min(at, items.length - 1)];
  const run = (command: Command | undefined) => {
    if (!command) return;
    remember(command.id);
    onClose();
    // After the dialog has given the focus back: the command may want it.
    setTimeout(command.run, 0);
  };
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const next = (Math.min(at, items.length - 1) + step + items.length) % Math.max(1, items.length);
      setAt(next);
      document.getElementById(`cmd-${String(next)}`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      run(chosen);
    }
  };
  return (
    <Modal.Root opened onClose={onClose} padding={0} size={560} yOffset="12vh" centered={false}>
      <Modal.Overlay backgroundOpacity={0.45} />
      <Modal.Content aria-label={t('command.palette')}>
        <div className={styles['box']}>
          <IconSearch size={17} aria-hidden />
          <input
            data-autofocus
            className={styles['input']}
            placeholder={t('command.placeholder')}
            role="combobox"
            aria-label={t('command.placeholder')}
            aria-expanded
            aria-controls="commands"
            aria-activedescendant={chosen ? `cmd-${String(items.indexOf(chosen))}` : undefined}
            value={sought}
            onChange={(event) => {
              setSought(event.currentTarget.value);
              setAt(0);
            }}
            onKeyDown={onKey}
          />
        </div>
        <ul id="commands" role="listbox" className={styles['items']} aria-label={t('command.palette')}>
          {items.map((each, index) => (
            <Item key={each.id} command={each} index={index} on={each === chosen} onRun={() => run(each)} />
          ))}
          {items.length === 0 && <li className={styles['none']}>{t('command.none')}</li>}
        </ul>
      </Modal.Content>
    </Modal.Root>
  );
}

interface ItemProps {
  command: Command;
  index: number;
  on: boolean;
  onRun: () => void;
}

function Item({ command, index, on, onRun }: ItemProps) {
  const { t } = useTranslation();
  const keys = keysOf(command.id);
  return (
    <li
      id={`cmd-${String(index)}`}
      role="option"
      aria-selected={on}
      className={styles['item']}
      data-on={on || undefined}
      onClick={onRun}
    >
      <span className={styles['icon']}>{command.icon && <command.icon size={16} stroke={1.7} />}</span>
      <span className={styles['title']}>{command.title}</span>
      <span className={styles['group']}>{t(`command.group.${command.group}`)}</span>
      <span className={styles['keys']}>
        {keys !== '' && shown(keys).map((each, n) => <Key key={n}>{each}</Key>)}
      </span>
    </li>
  );
}
