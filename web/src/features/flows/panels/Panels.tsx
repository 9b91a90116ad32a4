/** The right side: one panel at a time, chosen from a narrow bar. */
import {
  IconAdjustments,
  IconAlertTriangle,
  IconHistory,
  IconMessageChatbot,
  IconSquareRoundedCheck,
  IconTestPipe,
} from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentShown, VersionShown } from '@/api/documents';
import type { Keeper } from '@/api/keeper';
import { Inspector } from '../inspector/Inspector';
import type { Panel } from '../model/store';
import styles from '../Designer.module.css';
import { useDesigner, useStore } from '../useDesigner';
import { FindingsPanel } from './FindingsPanel';
import { FlowPanel } from './FlowPanel';
import { Simulator } from './Simulator';
import { TestsPanel } from './TestsPanel';
import { VersionsPanel } from './VersionsPanel';

const BAR = [
  ['node', IconSquareRoundedCheck],
  ['flow', IconAdjustments],
  ['simulator', IconMessageChatbot],
  ['tests', IconTestPipe],
  ['findings', IconAlertTriangle],
  ['versions', IconHistory],
] as const satisfies readonly (readonly [Panel, unknown])[];

interface Props {
  keeper: Keeper;
  shown: DocumentShown;
  mayPublish: boolean;
  onLook: (version: VersionShown) => void;
}

function Content({ panel, ...props }: Props & { panel: Panel }) {
  if (panel === 'node') return <Inspector />;
  if (panel === 'flow') return <FlowPanel />;
  if (panel === 'simulator') return <Simulator slug={props.keeper.slug} />;
  if (panel === 'tests') return <TestsPanel slug={props.keeper.slug} />;
  return panel === 'findings' ? <FindingsPanel /> : <VersionsPanel {...props} />;
}

export const Panels = memo(function Panels(props: Props) {
  const { t } = useTranslation('flows');
  const store = useStore();
  const panel = useDesigner((state) => state.panel);
  const findings = useDesigner((state) => state.findings);
  const bad = findings.some((one) => one.severity === 'error');
  return (
    <div className={styles['side']} data-open={panel !== null || undefined}>
      {panel && (
        <section className={styles['panel']} data-panel={panel} aria-label={t(`panel.${panel}`)}>
          <h2 className={styles['panelTitle']}>{t(`panel.${panel}`)}</h2>
          <div className={styles['panelBody']} tabIndex={-1}>
            <Content panel={panel} {...props} />
          </div>
        </section>
      )}
      <nav className={styles['bar']} aria-label={t('panel.label')}>
        {BAR.map(([name, Icon]) => (
          <button
            key={name}
            type="button"
            aria-pressed={panel === name}
            onClick={() => store.setState({ panel: panel === name ? null : name })}
          >
            <span>
              <Icon size={19} stroke={1.6} aria-hidden />
              {name === 'findings' && findings.length > 0 && (
                <b data-tone={bad ? 'bad' : 'warn'}>{findings.length > 99 ? '99+' : findings.length}</b>
              )}
            </span>
            {t(`panel.short.${name}`)}
          </button>
        ))}
      </nav>
    </div>
  );
});
