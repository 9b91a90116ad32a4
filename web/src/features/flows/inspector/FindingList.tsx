/** What is wrong or doubtful, and what to do about it; each leads to its node. */
import { IconAlertTriangleFilled, IconInfoCircleFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Finding } from '../model/store';
import styles from '../panels/Panels.module.css';
import { useDesigner, useStore } from '../useDesigner';
import { nodeWord, whichWord } from '../words';

export function FindingList({ findings, here = false }: { findings: readonly Finding[]; here?: boolean }) {
  const { t } = useTranslation('flows');
  const store = useStore();
  const nodes = useDesigner((state) => state.flow.nodes);
  if (findings.length === 0) return null;
  return (
    <ul className={styles['findings']}>
      {findings.map((one, index) => (
        <li key={`${one.code}-${one.node}-${String(index)}`} data-severity={one.severity}>
          {one.severity === 'error' ? (
            <IconAlertTriangleFilled size={15} aria-label={t('severity.error')} />
          ) : (
            <IconInfoCircleFilled size={15} aria-label={t('severity.warning')} />
          )}
          <div>
            {!here && one.node in nodes && (
              <button type="button" onClick={() => store.getState().show(one.node)}>
                {nodeWord(store.getState(), one.node)}
              </button>
            )}
            <p>
              {one.code === 'required' &&
                one.field &&
                `${whichWord(nodes[one.node]?.type ?? '', one.field)}: `}
              {one.text}
            </p>
            {one.help && <small>{one.help}</small>}
          </div>
        </li>
      ))}
    </ul>
  );
}
