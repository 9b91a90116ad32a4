/** The whole flow, small, and where the view is in it. One picture however many steps: a part for each would cost more
 * than the canvas itself, at every change. */
import { Panel, useReactFlow, useStore as useCanvas, type ReactFlowState } from '@xyflow/react';
import { memo, useMemo, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Flow } from '../model/flow';
import { KINDS } from '../model/kinds';
import type { Places } from '../model/layout';
import { WIDTH } from '../model/sizes';
import { useDesigner } from '../useDesigner';
import styles from './Canvas.module.css';

const PICTURE = { width: 200, height: 150 };
const STEP = 96;
const MARGIN = 60;

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

const rectangle = ({ x, y, width, height }: Box): string =>
  `M${String(Math.round(x))} ${String(Math.round(y))}h${String(Math.round(width))}v${String(Math.round(height))}h${String(-Math.round(width))}z`;

/** What is drawn around it all, in the picture's own proportions. */
function around(places: Places): Box {
  const all = [...places.values()];
  const left = all.reduce((least, [x]) => Math.min(least, x), Infinity) - MARGIN;
  const top = all.reduce((least, [, y]) => Math.min(least, y), Infinity) - MARGIN;
  const right = all.reduce((most, [x]) => Math.max(most, x), -Infinity) + WIDTH + MARGIN;
  const bottom = all.reduce((most, [, y]) => Math.max(most, y), -Infinity) + STEP + MARGIN;
  const scale = Math.max((right - left) / PICTURE.width, (bottom - top) / PICTURE.height);
  const [width, height] = [PICTURE.width * scale, PICTURE.height * scale];
  return { x: (left + right - width) / 2, y: (top + bottom - height) / 2, width, height };
}

function steps(flow: Flow, places: Places): [string, string][] {
  const paths = new Map<string, string>();
  for (const [id, [x, y]] of places) {
    const group = KINDS[flow.nodes[id]?.type ?? '']?.group ?? 'way';
    paths.set(group, (paths.get(group) ?? '') + rectangle({ x, y, width: WIDTH, height: STEP }));
  }
  return [...paths];
}

const Steps = memo(function Steps({ paths }: { paths: readonly [string, string][] }) {
  return paths.map(([group, path]) => <path key={group} data-group={group} d={path} />);
});

const seen = ({ transform: [x, y, zoom], width, height }: ReactFlowState): string =>
  rectangle({ x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom });

export const Overview = memo(function Overview() {
  const { t } = useTranslation('flows');
  const { setCenter, getZoom } = useReactFlow();
  const flow = useDesigner((state) => state.flow);
  const places = useDesigner((state) => state.places);
  const view = useCanvas(seen);
  const box = useMemo(() => around(places), [places]);
  const paths = useMemo(() => steps(flow, places), [flow, places]);
  const go = (event: PointerEvent<SVGSVGElement>) => {
    if (event.buttons !== 1) return;
    const shown = event.currentTarget.getBoundingClientRect();
    const x = box.x + ((event.clientX - shown.left) / shown.width) * box.width;
    const y = box.y + ((event.clientY - shown.top) / shown.height) * box.height;
    void setCenter(x, y, { zoom: getZoom() });
  };
  return (
    <Panel position="bottom-right" className={styles['overview'] ?? ''}>
      <svg
        {...PICTURE}
        viewBox={[box.x, box.y, box.width, box.height].join(' ')}
        role="img"
        aria-label={t('canvas.map')}
        onPointerDown={go}
        onPointerMove={go}
      >
        <Steps paths={paths} />
        <path className={styles['elsewhere']} fillRule="evenodd" d={rectangle(box) + view} />
      </svg>
    </Panel>
  );
});
