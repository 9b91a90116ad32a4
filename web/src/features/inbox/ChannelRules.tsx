/** Where an answer goes and what the channel allows, in a line above the writing. */
import { useTranslation } from 'react-i18next';
import type { Conversation, ReplyOption } from '@/api/types';
import styles from './Composer.module.css';
import { fileSize } from './Files';

interface Props {
  note: boolean;
  route: ReplyOption | null;
  conversation: Conversation;
  length: number;
}

const NEARLY = 0.8;

export function ChannelRules({ note, route, conversation, length }: Props) {
  const { t } = useTranslation();
  if (note) return <p className={styles['rules']}>{t('rules.note')}</p>;
  if (!route)
    return (
      <p className={styles['rules']} data-tone="bad">
        {t('rules.nowhere')}
      </p>
    );
  const { traits } = route;
  const switched = route.channel !== conversation.channel;
  const parts = [
    route.address ? t('rules.to', { address: route.address }) : '',
    traits.session ? t('rules.session') : '',
    traits.max_chars !== null && (switched || length > traits.max_chars * NEARLY)
      ? t('rules.chars', { length, most: traits.max_chars })
      : '',
    switched && traits.max_attachment_bytes !== null
      ? t('rules.files', { size: fileSize(traits.max_attachment_bytes) })
      : '',
    switched && traits.subject ? t('rules.subject') : '',
  ].filter(Boolean);
  const over = traits.max_chars !== null && length > traits.max_chars;
  return (
    <p className={styles['rules']} data-tone={over ? 'bad' : switched ? 'info' : undefined}>
      {switched && <strong>{t('rules.switched', { channel: route.name })} </strong>}
      {parts.join(' · ')}
    </p>
  );
}
