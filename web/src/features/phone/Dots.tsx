/** How good a connection is: bars, and a word for it. */
import { useTranslation } from 'react-i18next';
import type { Grade } from './line/measured';
import styles from './Phone.module.css';

export function Dots({ grade }: { grade: Grade }) {
  const { t } = useTranslation('phone');
  const word = t('quality.label', { word: t(`quality.${grade}`) });
  return (
    <span className={styles['dots']} data-grade={grade} role="img" aria-label={word} title={word}>
      {[1, 2, 3, 4].map((step) => (
        <i key={step} data-on={step <= grade || undefined} />
      ))}
    </span>
  );
}
