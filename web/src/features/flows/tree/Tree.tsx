/** The flow as an outline for the keyboard and for small screens: everything the canvas does is done here as well. */
import { ActionIcon, Menu } from '@mantine/core';
import {
  IconAlertTriangleFilled,
  IconArrowRight,
  IconChevronDown,
  IconChevronRight,
  IconDots,
  IconFlag,
  IconMessage2,
} from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { connected, copied, movedItem, pasted, removed, withNode, type Place } from '../model/edits';
import { branchesOf, type Branch } from '../model/branches';
import type { FlowNode } from '../model/flow';
import { KINDS } from '../model/kinds';
import { firstText } from '../model/sizes';
import styles from './Tree.module.css';
import forms from '../inspector/Form.module.css';
import kinds from '../panels/Kinds.module.css';
import { AddDialog, ConnectDialog } from '../panels/AddDialog';
import { useDesigner, useStore } from '../useDesigner';
import { besideWord, branchWord, figure, nodeWord, titleWord } from '../words';
import { rowsOf, type Row } from './rows';

const ROW = 40;

export type Asking = { what: 'add'; after: Place | null } | { what: 'connect'; from: Place } | null;

/** Where a new node goes when one stands at this row: on its first way. */
export const wayAfter = (row: Row, first: string | undefined): Place | null =>
  row.node && first
    ? { from: row.node, branch: first }
    : row.branch
      ? { from: row.from, branch: row.branch.id }
      : null;

interface LineProps {
  row: Row;
  here: boolean;
  folded: boolean;
  onFold: () => void;
  onMenu: (act: string) => void;
  onPick: () => void;
}

function Way({ row }: { row: Row }) {
  const type = useDesigner((state) => state.flow.nodes[row.from]?.type ?? '');
  if (!row.branch) return null;
  const { branch } = row;
  return (
    <span className={styles['treeWay']} data-failure={branch.failure || undefined}>
      {branch.key && <kbd>{branch.key}</kbd>}
      {branch.key && !branch.text ? null : branchWord(type, branch)}
      <IconArrowRight size={13} aria-hidden />
    </span>
  );
}

function Marks({ id }: { id: string }) {
  const { t } = useTranslation('flows');
  const node = useDesigner((state) => state.flow.nodes[id]);
  const wrong = useDesigner((state) => state.findings.some((one) => one.node === id));
  const count = useDesigner((state) => state.counts[id]);
  return (
    <span className={styles['treeMarks']}>
      {count !== undefined && count.entered > 0 && (
        <small>{t('canvas.entered', { figure: figure(count.entered) })}</small>
      )}
      {node?.goal && <IconFlag size={14} aria-label={t('canvas.goal', { goal: node.goal })} />}
      {node?.comment && <IconMessage2 size={14} aria-label={t('canvas.comment')} />}
      {wrong && <IconAlertTriangleFilled size={14} data-tone="warn" aria-label={t('canvas.problem')} />}
    </span>
  );
}

function What({ row }: { row: Row }) {
  const { t } = useTranslation('flows');
  const node = useDesigner((state) => state.flow.nodes[row.node]);
  const language = useDesigner((state) => state.language);
  const title = useDesigner((state) => titleWord(state, row.node));
  const beside = useDesigner((state) => besideWord(state, row.node));
  const word = useDesigner((state) => nodeWord(state, row.node));
  if (!node) return <em className={forms['quiet']}>{t('tree.nowhere')}</em>;
  const kind = KINDS[node.type];
  if (row.again) return <span className={styles['treeAgain']}>{t('tree.again', { node: word })}</span>;
  return (
    <>
      <i className={kinds['tile']} data-group={kind?.group}>
        {kind && <kind.icon size={15} stroke={1.8} aria-hidden />}
      </i>
      <b>{title}</b>
      <small>{beside}</small>
      <span className={styles['treeText']}>{firstText(node, language)}</span>
      <Marks id={row.node} />
    </>
  );
}

const ACTS = ['add', 'connect', 'up', 'down', 'copy', 'delete'] as const;

function Line({ row, here, folded, onFold, onMenu, onPick }: LineProps) {
  const { t } = useTranslation('flows');
  const readOnly = useDesigner((state) => state.readOnly);
  const word = useDesigner((state) => nodeWord(state, row.node || row.from));
  const can = (act: (typeof ACTS)[number]): boolean => {
    if (act === 'connect') return row.branch !== null;
    if (act === 'up' || act === 'down') return row.branch?.id.includes('.') ?? false;
    if (act === 'copy' || act === 'delete') return row.node !== '' && !row.again;
    return true;
  };
  return (
    <div
      className={styles['treeLine']}
      data-here={here || undefined}
      data-lost={row.lost || undefined}
      onClick={onPick}
    >
      <span style={{ width: row.depth * 20 }} aria-hidden />
      <button
        type="button"
        tabIndex={-1}
        className={styles['fold']}
        style={{ visibility: row.hasMore ? 'visible' : 'hidden' }}
        aria-label={folded ? t('tree.unfold') : t('tree.fold')}
        onClick={(event) => {
          event.stopPropagation();
          onFold();
        }}
      >
        {folded ? <IconChevronRight size={14} aria-hidden /> : <IconChevronDown size={14} aria-hidden />}
      </button>
      <Way row={row} />
      <What row={row} />
      {!readOnly && (
        <Menu>
          <Menu.Target>
            <ActionIcon
              tabIndex={-1}
              size={24}
              aria-label={t('tree.more', { node: word })}
              onClick={(event) => event.stopPropagation()}
            >
              <IconDots size={15} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {ACTS.filter(can).map((act) => (
              <Menu.Item
                key={act}
                color={act === 'delete' ? 'red' : undefined}
                rightSection={<kbd className={styles['kbd']}>{t(`tree.key.${act}`)}</kbd>}
                onClick={(event) => {
                  event.stopPropagation();
                  onMenu(act);
                }}
              >
                {t(`tree.act.${act}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}

/** Which act a key stands for. */
function actOf(event: KeyboardEvent): string {
  if (event.altKey && event.key === 'ArrowUp') return 'up';
  if (event.altKey && event.key === 'ArrowDown') return 'down';
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'd') return 'copy';
  if (event.ctrlKey || event.metaKey || event.altKey) return '';
  return (
    {
      a: 'add',
      '+': 'add',
      c: 'connect',
      Delete: 'delete',
      Backspace: 'delete',
      F2: 'rename',
      Enter: 'open',
      ' ': 'open',
    }[event.key] ?? ''
  );
}

function useTree() {
  const store = useStore();
  const flow = useDesigner((state) => state.flow);
  const language = useDesigner((state) => state.language);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(() => rowsOf(flow, folded, language), [flow, folded, language]);
  const [key, setKey] = useState('');
  const [asking, setAsking] = useState<Asking>(null);
  const at = Math.max(
    0,
    rows.findIndex((row) => row.key === key),
  );
  const fold = (id: string, on: boolean) =>
    setFolded((before) => new Set(on ? [...before, id] : [...before].filter((one) => one !== id)));
  const go = (index: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (!row) return;
    setKey(row.key);
    if (row.node) store.getState().select([row.node], 'node');
  };
  const reorder = (row: Row, by: number) => {
    const [field = '', index = '0'] = row.branch?.id.split('.') ?? [];
    store.getState().edit((now) => {
      const from = now.nodes[row.from];
      return from ? withNode(now, row.from, movedItem(from, field, Number(index), by)) : now;
    });
    setKey(`${row.from}/${field}.${String(Math.max(0, Number(index) + by))}.goto`);
  };
  const onNode = (row: Row, node: FlowNode): Readonly<Record<string, () => void>> => ({
    delete: () => row.again || store.getState().edit((now) => removed(now, [row.node])),
    copy: () => store.getState().edit((now) => pasted(now, copied(now, [row.node]))[0]),
    rename: () => focusIn('input'),
    open: () => (row.again ? store.getState().show(row.node) : focusIn('textarea, input, select')),
    add: () => setAsking({ what: 'add', after: wayAfter(row, firstWay(node)) }),
  });
  const onWay = (row: Row, branch: Branch): Readonly<Record<string, () => void>> => ({
    add: () => setAsking({ what: 'add', after: { from: row.from, branch: branch.id } }),
    connect: () => setAsking({ what: 'connect', from: { from: row.from, branch: branch.id } }),
    up: () => branch.id.includes('.') && reorder(row, -1),
    down: () => branch.id.includes('.') && reorder(row, 1),
  });
  const act = (row: Row, what: string) => {
    const node = flow.nodes[row.node];
    const acts = { ...(row.branch ? onWay(row, row.branch) : {}), ...(node ? onNode(row, node) : {}) };
    acts[what]?.();
  };
  return { rows, at, folded, fold, go, act, asking, setAsking, setKey };
}

/** A new node goes on the first way of the one before it. */
const firstWay = (node: FlowNode): string | undefined =>
  branchesOf(node, '').find((branch) => branch.required)?.id ?? branchesOf(node, '')[0]?.id;

/** Into the form of what is selected. */
function focusIn(selector: string): void {
  document.querySelector<HTMLElement>(`[data-panel] :is(${selector})`)?.focus();
}

const steps = (at: number, count: number): Readonly<Record<string, number>> => ({
  ArrowDown: at + 1,
  ArrowUp: at - 1,
  Home: 0,
  End: count - 1,
});

export function Tree() {
  const { t } = useTranslation('flows');
  const store = useStore();
  const { rows, at, folded, fold, go, act, asking, setAsking, setKey } = useTree();
  const shown = useDesigner((state) => state.shown);
  const scroller = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 14,
  });
  useEffect(() => {
    const row = rows.findIndex((one) => one.node === shown.id && !one.again);
    if (row < 0) return;
    setKey(rows[row]?.key ?? '');
    list.scrollToIndex(row, { align: 'auto' });
    // Only when something is asked to be shown.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [shown]);
  const sideways = (row: Row, right: boolean) => {
    const isOpen = row.hasMore && !folded.has(row.node);
    if (right && row.hasMore) return isOpen ? go(at + 1) : fold(row.node, false);
    if (!right)
      return isOpen ? fold(row.node, true) : go(rows.findIndex((one) => one.node === row.from && !one.again));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[at];
    if (event.target !== event.currentTarget || !row) return;
    const what = actOf(event);
    const to = event.altKey ? undefined : steps(at, rows.length)[event.key];
    if (what) act(row, what);
    else if (to !== undefined) {
      const bound = Math.max(0, Math.min(rows.length - 1, to));
      go(bound);
      list.scrollToIndex(bound);
    } else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft')
      sideways(row, event.key === 'ArrowRight');
    else return;
    event.preventDefault();
  };
  return (
    <div className={styles['treeFrame']}>
      <p className={styles['treeHint']}>{t('tree.hint')}</p>
      <div
        ref={scroller}
        role="tree"
        tabIndex={0}
        className={styles['tree']}
        aria-label={t('tree.label')}
        aria-activedescendant={rows[at] ? `row-${rows[at].key}` : undefined}
        onKeyDown={onKeyDown}
      >
        <div role="presentation" style={{ height: list.getTotalSize(), position: 'relative' }}>
          {list.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (!row) return null;
            return (
              <div
                key={row.key}
                id={`row-${row.key}`}
                role="treeitem"
                aria-level={row.depth + 1}
                aria-posinset={row.place}
                aria-setsize={row.of}
                aria-selected={item.index === at}
                {...(row.hasMore ? { 'aria-expanded': !folded.has(row.node) } : {})}
                style={{ position: 'absolute', top: item.start, left: 0, right: 0, height: ROW }}
              >
                <Line
                  row={row}
                  here={item.index === at}
                  folded={folded.has(row.node)}
                  onFold={() => fold(row.node, !folded.has(row.node))}
                  onMenu={(what) => act(row, what)}
                  onPick={() => go(item.index)}
                />
              </div>
            );
          })}
        </div>
      </div>
      {asking?.what === 'add' && <AddDialog after={asking.after} onClose={() => setAsking(null)} />}
      {asking?.what === 'connect' && (
        <ConnectDialog
          from={asking.from}
          onChoose={(to) => {
            store.getState().edit((flow) => connected(flow, asking.from.from, asking.from.branch, to));
            setAsking(null);
          }}
          onClose={() => setAsking(null)}
        />
      )}
    </div>
  );
}
