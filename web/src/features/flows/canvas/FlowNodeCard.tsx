/** One node on the canvas: what it is, what it says first, its ways on, and how many went through. */
import { Handle, Position, useStore as useCanvas, type NodeProps } from '@xyflow/react';
import { IconAlertTriangleFilled, IconCircleCheckFilled, IconFlag, IconMessage2 } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { branchesOf } from '../model/branches';
import type { FlowNode } from '../model/flow';
import { KINDS } from '../model/kinds';
import { firstText, HEAD, ROW, rowsFrom } from '../model/sizes';
import { useDesigner } from '../useDesigner';
import { besideWord, branchWord, figure, share, titleWord } from '../words';
import styles from './Canvas.module.css';
import type { CanvasNode } from './model';

/** Below this only titles can be read. */
const FAR = 0.5;

function Counts({ id }: { id: string }) {
  const { t } = useTranslation('flows');
  const count = useDesigner((state) => state.counts[id]);
  if (!count || count.entered + count.here === 0) return null;
  const lost = count.entered ? count.left / count.entered : 0;
  return (
    <div className={styles['counts']} title={t('canvas.counts', { ...count })}>
      <span>{t('canvas.entered', { figure: figure(count.entered) })}</span>
      {count.left > 0 && (
        <span data-tone={lost >= 0.15 ? 'bad' : undefined}>
          {t('canvas.left', { figure: figure(count.left), share: share(lost) })}
        </span>
      )}
      {count.here > 0 && <b>{t('canvas.here', { figure: figure(count.here) })}</b>}
    </div>
  );
}

function Marks({ id, node: { goal = '', comment = '' } }: { id: string; node: FlowNode }) {
  const { t } = useTranslation('flows');
  const worst = useDesigner((state) => {
    const own = state.findings.filter((one) => one.node === id);
    return own.some((one) => one.severity === 'error') ? 'bad' : own.length > 0 ? 'warn' : '';
  });
  const covered = useDesigner((state) => state.covered?.has(id) ?? false);
  return (
    <span className={styles['marks']}>
      {covered && <IconCircleCheckFilled size={15} data-tone="ok" aria-label={t('canvas.covered')} />}
      {goal && (
        <span title={t('canvas.goal', { goal })}>
          <IconFlag size={15} aria-label={t('canvas.goal', { goal })} />
        </span>
      )}
      {comment && (
        <span title={comment}>
          <IconMessage2 size={15} aria-label={t('canvas.comment')} />
        </span>
      )}
      {worst && <IconAlertTriangleFilled size={15} data-tone={worst} aria-label={t('canvas.problem')} />}
    </span>
  );
}

function Ways({ id, node, language }: { id: string; node: CanvasNode['data']['node']; language: string }) {
  const top = rowsFrom(node, language);
  return branchesOf(node, language).map((branch, index) => (
    <div
      key={branch.id}
      className={styles['way']}
      data-failure={branch.failure || undefined}
      data-open={(!branch.to && branch.required) || undefined}
      data-unset={(!branch.to && !branch.required) || undefined}
      style={{ top: top + index * ROW }}
    >
      {branch.key && <kbd>{branch.key}</kbd>}
      <span>{branch.key && !branch.text ? '' : branchWord(node.type, branch)}</span>
      <Handle type="source" position={Position.Right} id={branch.id} aria-hidden data-node={id} />
    </div>
  ));
}

function Text({ node, language }: { node: FlowNode; language: string }) {
  const text = firstText(node, language);
  return text ? <p>{text}</p> : null;
}

function Card({ id, data, selected }: NodeProps<CanvasNode>) {
  const { node, first } = data;
  const language = useDesigner((state) => state.language);
  const far = useCanvas((state) => state.transform[2] < FAR);
  const standing = useDesigner((state) => state.standing === id);
  const faded = useDesigner((state) => state.covered !== null && !state.covered.has(id));
  const title = useDesigner((state) => titleWord(state, id));
  const beside = useDesigner((state) => besideWord(state, id));
  const kind = KINDS[node.type];
  return (
    <div
      className={styles['card']}
      data-group={kind?.group}
      data-selected={selected || undefined}
      data-standing={standing || undefined}
      data-faded={faded || undefined}
      data-far={far || undefined}
      data-first={first || undefined}
    >
      <Handle type="target" position={Position.Left} id="in" style={{ top: HEAD / 2 }} aria-hidden />
      {!far && <Counts id={id} />}
      <header>
        <i>{kind && <kind.icon size={16} stroke={1.8} aria-hidden />}</i>
        <div>
          <b>{title}</b>
          {!far && <small>{beside}</small>}
        </div>
        {!far && <Marks id={id} node={node} />}
      </header>
      {!far && <Text node={node} language={language} />}
      {far ? <Anchors node={node} language={language} /> : <Ways id={id} node={node} language={language} />}
    </div>
  );
}

/** From afar the ways are only where they begin. */
function Anchors({ node, language }: { node: CanvasNode['data']['node']; language: string }) {
  const top = rowsFrom(node, language);
  return branchesOf(node, language).map((branch, index) => (
    <Handle
      key={branch.id}
      type="source"
      position={Position.Right}
      id={branch.id}
      style={{ top: top + index * ROW + ROW / 2 }}
      aria-hidden
    />
  ));
}

export const FlowNodeCard = memo(Card);
