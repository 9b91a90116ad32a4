/** The flow as a picture: drag, connect, select, look around. All of it can be done in the tree as well. */
import {
  Background,
  BackgroundVariant,
  Controls,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  useStoreApi,
  type Connection,
  type NodeChange,
} from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { memo, useCallback, useEffect, useMemo, useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { added, connected } from '../model/edits';
import { freshNode, KINDS } from '../model/kinds';
import { heightOf, WIDTH } from '../model/sizes';
import { useDesigner, useStore } from '../useDesigner';
import { typeWord } from '../words';
import styles from './Canvas.module.css';
import { FlowNodeCard } from './FlowNodeCard';
import { DRAGGED } from './dragged';
import { Drawing, type CanvasNode } from './model';
import { firstView } from './firstView';
import { neighbour } from './neighbour';
import { Overview } from './Overview';

const NODE_TYPES = { node: FlowNodeCard };
const CLOSE = 0.8;
const READABLE = 0.55;
/** Brings what is asked for into view; what is in view already stays where the eye has it. */
function useShowing() {
  const store = useStore();
  const canvas = useStoreApi();
  const { setCenter } = useReactFlow();
  const shown = useDesigner((state) => state.shown);
  useEffect(() => {
    const { flow, places, language } = store.getState();
    const [at, node] = [places.get(shown.id), flow.nodes[shown.id]];
    if (!at || !node) return;
    const { transform, width, height } = canvas.getState();
    const [x, y, zoom] = transform;
    const [left, top] = [at[0] * zoom + x, at[1] * zoom + y];
    const inside =
      left >= 0 &&
      top >= 0 &&
      left + WIDTH * zoom <= width &&
      top + heightOf(node, language) * zoom <= height;
    if (zoom >= READABLE && inside) return;
    void setCenter(at[0] + WIDTH / 2, at[1] + 70, { zoom: Math.max(zoom, CLOSE), duration: 150 });
  }, [shown, store, canvas, setCenter]);
}

function useChanges() {
  const store = useStore();
  const [dragged, setDragged] = useState<ReadonlyMap<string, readonly [number, number]>>(new Map());
  const onChange = useCallback(
    (changes: NodeChange<CanvasNode>[]) => {
      const moves = new Map<string, readonly [number, number]>();
      let selected: Set<string> | null = null;
      for (const change of changes) {
        if (change.type === 'position' && change.dragging && change.position) {
          moves.set(change.id, [change.position.x, change.position.y]);
        }
        if (change.type === 'select') {
          selected ??= new Set(store.getState().selected);
          if (change.selected) selected.add(change.id);
          else selected.delete(change.id);
        }
      }
      if (moves.size > 0) setDragged((before) => new Map([...before, ...moves]));
      if (selected) store.getState().select([...selected]);
    },
    [store],
  );
  const onStop = useCallback(() => {
    if (dragged.size > 0) store.getState().move(dragged);
    setDragged(new Map());
  }, [dragged, store]);
  return { dragged, onChange, onStop };
}

function useDropping() {
  const store = useStore();
  const { screenToFlowPosition } = useReactFlow();
  return (event: DragEvent) => {
    const kind = KINDS[event.dataTransfer.getData(DRAGGED)];
    if (!kind) return;
    event.preventDefault();
    const { x, y } = screenToFlowPosition({ x: event.clientX, y: event.clientY });
    let id = '';
    store.getState().edit((flow) => {
      const node = { ...freshNode(kind), at: [Math.round(x - WIDTH / 2), Math.round(y - 20)] as const };
      const [next, made] = added(flow, node, typeWord(kind.type), null);
      id = made;
      return next;
    });
    store.getState().select([id], 'node');
  };
}

function Board() {
  const { t } = useTranslation('flows');
  const store = useStore();
  const [drawing] = useState(() => new Drawing());
  const flow = useDesigner((state) => state.flow);
  const places = useDesigner((state) => state.places);
  const selected = useDesigner((state) => state.selected);
  const trail = useDesigner((state) => state.trail);
  const language = useDesigner((state) => state.language);
  const readOnly = useDesigner((state) => state.readOnly);
  const { dragged, onChange, onStop } = useChanges();
  const onDrop = useDropping();
  useShowing();
  const chosen = useMemo(() => new Set(selected), [selected]);
  const nodes = useMemo(
    () => drawing.draw(flow, dragged.size ? new Map([...places, ...dragged]) : places, chosen, language),
    [drawing, flow, places, dragged, chosen, language],
  );
  const edges = useMemo(
    () => drawing.connect(flow, chosen, trail, language),
    [drawing, flow, chosen, trail, language],
  );
  const onConnect = useCallback(
    ({ source, sourceHandle, target }: Connection) => {
      if (sourceHandle) store.getState().edit((before) => connected(before, source, sourceHandle, target));
    },
    [store],
  );
  const [first] = useState(() => firstView(store.getState(), sight()));
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      nodeTypes={NODE_TYPES}
      onNodesChange={onChange}
      onNodeDragStop={onStop}
      onSelectionDragStop={onStop}
      onConnect={onConnect}
      onReconnect={(_, connection) => onConnect(connection)}
      onNodeClick={() => {
        if (store.getState().panel !== 'simulator') store.setState({ panel: 'node' });
      }}
      onDrop={onDrop}
      onDragOver={(event) => {
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
      }}
      onlyRenderVisibleElements
      nodesDraggable={!readOnly}
      nodesConnectable={!readOnly}
      edgesReconnectable={!readOnly}
      nodesFocusable={false}
      edgesFocusable={false}
      disableKeyboardA11y
      deleteKeyCode={null}
      minZoom={0.08}
      maxZoom={1.6}
      snapToGrid
      snapGrid={[4, 4]}
      defaultViewport={first}
    >
      <Background variant={BackgroundVariant.Dots} gap={20} size={1.2} color="var(--line-strong)" />
      <Controls showInteractive={false} position="bottom-left" aria-label={t('canvas.zoom')} />
      <Overview />
    </ReactFlow>
  );
}

/** What lies around the canvas on a wide screen: the rail, the palette, the bar of panels; and the two heads. */
const AROUND = { width: 330, height: 104 };

const sight = () => ({
  width: Math.max(320, window.innerWidth - AROUND.width),
  height: Math.max(320, window.innerHeight - AROUND.height),
});

export const Canvas = memo(function Canvas() {
  const { t } = useTranslation('flows');
  const store = useStore();
  const one = useDesigner((state) => (state.selected.length === 1 ? state.selected[0] : undefined));
  return (
    <div
      className={styles['canvas']}
      role="application"
      tabIndex={0}
      aria-label={t('canvas.label')}
      aria-roledescription={t('canvas.role')}
      aria-description={one ?? t('canvas.keys')}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget) return;
        const next = neighbour(store.getState(), event.key);
        if (!next) return;
        event.preventDefault();
        store.getState().show(next);
      }}
    >
      <ReactFlowProvider>
        <Board />
      </ReactFlowProvider>
    </div>
  );
});
