/** All that the checks say, worst first. */
import { IconCircleCheckFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { FindingList } from '../inspector/FindingList';
import styles from '../inspector/Form.module.css';
import said from './Panels.module.css';
import { useDesigner } from '../useDesigner';

export function FindingsPanel() {
  const { t } = useTranslation('flows');
  const findings = useDesigner((state) => state.findings);
  const ordered = [...findings].sort(
    (one, other) => Number(other.severity === 'error') - Number(one.severity === 'error'),
  );
  return (
    <div className={styles['form']}>
      {ordered.length === 0 ? (
        <p className={said['verdict']} data-tone="ok">
          <IconCircleCheckFilled size={16} aria-hidden /> {t('publish.clean')}
        </p>
      ) : (
        <FindingList findings={ordered} />
      )}
    </div>
  );
}
