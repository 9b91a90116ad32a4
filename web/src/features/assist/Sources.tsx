/** What a draft rests on, each with its very words; a message is shown where it stands. */
import { Anchor } from '@mantine/core';
import { IconBook2, IconDatabase, IconHeadphones, IconMessage, IconMessageBolt } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import styles from './Assist.module.css';
import type { Source } from './questions';

const ICONS = {
  message: IconMessage,
  call: IconHeadphones,
  article: IconBook2,
  quick_reply: IconMessageBolt,
  field: IconDatabase,
} as const;

/** Brings the message into view and marks it for a moment. */
export function showMessage(id: string): void {
  const card = document.getElementById(id);
  if (!card) return;
  card.scrollIntoView({ block: 'center' });
  card.animate([{ outline: '3px solid var(--accent)' }, { outline: '3px solid transparent' }], {
    duration: 2200,
    easing: 'ease-in',
  });
}

/** Where what was said can be heard. */
const momentOf = (id: string): string => {
  const [recording = '', at = ''] = id.split('@');
  return `/recordings/${recording}?at=${at}`;
};

interface Props {
  sources: readonly Source[];
  /** Marks the stretch of the draft that rests on it. */
  onPoint?: ((source: Source) => void) | undefined;
}

export function Sources({ sources, onPoint }: Props) {
  const { t } = useTranslation('assist');
  return (
    <ol className={styles['sources']} aria-label={t('sources')}>
      {sources.map((source) => {
        const Icon = ICONS[source.kind];
        return (
          <li key={`${source.kind} ${source.id} ${source.start}`} onMouseEnter={() => onPoint?.(source)}>
            <Icon size={14} aria-hidden />
            <div>
              <small>{t(`source.${source.kind}`, { name: source.name })}</small>
              <q>{source.text}</q>
              {source.kind === 'message' && (
                <Anchor component="button" type="button" size="xs" onClick={() => showMessage(source.id)}>
                  {t('show')}
                </Anchor>
              )}
              {source.kind === 'call' && (
                <Anchor component={Link} to={momentOf(source.id) as string} size="xs">
                  {t('listenThere')}
                </Anchor>
              )}
              {source.kind === 'article' && (
                <Anchor component={Link} to={`/knowledge/a/${source.id}` as string} size="xs">
                  {t('openArticle')}
                </Anchor>
              )}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
