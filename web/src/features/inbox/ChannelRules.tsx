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

function useRules(route: ReplyOption | null, switched: boolean, length: number): string[] {
  const { t } = useTranslation();
  if (!route) return [t('rules.nowhere')];
  const { max_chars, max_attachment_bytes, session, subject } = route.traits;
  const near = max_chars > 0 && (switched || length > max_chars * NEARLY);
  return [
    route.address && !session && !subject ? t('rules.to', { address: route.address }) : '',
    session ? t('rules.session') : '',
    near ? t('rules.chars', { length, most: max_chars }) : '',
    switched && max_attachment_bytes > 0 ? t('rules.files', { size: fileSize(max_attachment_bytes) }) : '',
    switched && subject ? t('rules.subject') : '',
  ].filter(Boolean);
}

export const isTooLong = (route: ReplyOption | null, length: number): boolean =>
  route !== null && route.traits.max_chars > 0 && length > route.traits.max_chars;

export function ChannelRules({ note, route, conversation, length }: Props) {
  const { t } = useTranslation();
  const switched = route !== null && route.channel !== conversation.channel;
  const rules = useRules(route, switched, length);
  if (note) return <p className={styles['rules']}>{t('rules.note')}</p>;
  if (rules.length === 0 && !switched) return null;
  const bad = route === null || isTooLong(route, length);
  return (
    <p className={styles['rules']} data-tone={bad ? 'bad' : switched ? 'info' : undefined}>
      {switched && <strong>{t('rules.switched', { channel: route.name })} </strong>}
      {rules.join(' · ')}
    </p>
  );
}
