/** Where the reason is said: the likely one, how sure and why, to be taken with a click; it is never set by itself. */
import { Button } from '@mantine/core';
import { IconBulb } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCatalog } from '@/api/session';
import type { ReasonHintAsked } from '@/ui/slots';
import styles from './Assist.module.css';
import { useProposedReason } from './questions';

export function ReasonHint({ conversation, onTake }: ReasonHintAsked) {
  const { t, i18n } = useTranslation('assist');
  const { reasons } = useCatalog();
  const { data } = useProposedReason(conversation);
  const found = reasons.find((one) => one.slug === data?.reason);
  if (!data || !data.by || !found) return null;
  const name = (i18n.language === 'es' && found.name_es) || found.name;
  return (
    <div className={styles['stripLine']} role="status">
      <IconBulb size={16} aria-hidden />
      <span>
        {t('reason.likely')} <strong>{name}</strong> ·{' '}
        {t(`reason.by.${data.by}`, { sure: Math.round(data.sure * 100) })}
      </span>
      <Button size="compact-xs" variant="default" onClick={() => onTake(data.reason)}>
        {t('reason.take')}
      </Button>
    </div>
  );
}
