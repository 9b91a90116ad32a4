/** What a machine offered to be tapped, which of it was, and the article it answered from. */
import { IconHandClick } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { MessageEntry } from '@/api/types';
import { Chip } from '@/ui/Bits';
import styles from './Timeline.module.css';

export function Machine({ message }: { message: MessageEntry }) {
  const { t } = useTranslation('matter');
  if (!message.choices.length && !message.choice && !message.source) return null;
  return (
    <div className={styles['offered']}>
      {message.choice !== '' && (
        <Chip>
          <IconHandClick size={12} aria-hidden />
          {t('timeline.tapped')}
        </Chip>
      )}
      {message.source !== '' && <small>{t('timeline.source', { article: message.source })}</small>}
      {message.choices.length > 0 && (
        <ul aria-label={t('timeline.choices')}>
          {message.choices.map((choice) => (
            <li key={choice.id}>{choice.label}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
