/** What this conversation was merged with, split from, or follows; and that help was asked for. */
import { Button } from '@mantine/core';
import { IconArrowMerge, IconHandStop } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, told } from '@/api/client';
import { useMay } from '@/api/session';
import { queries } from '@/api/queries';
import type { Conversation } from '@/api/types';
import { shortSpan, useNow } from '@/ui/time';
import { toast } from '@/ui/toast';
import { attempt } from '../attempt';
import { act } from '../questions';
import styles from './Head.module.css';

export const useMatter = (id: string) =>
  useQuery({
    queryKey: ['matter', id],
    queryFn: ({ signal }) =>
      told(
        api.GET('/api/v1/conversations/{conversation_id}/matter', {
          params: { path: { conversation_id: id } },
          signal,
        }),
      ),
  });

/** A merged one stands alone again; both are read anew. */
export async function takeApart(merged: string): Promise<void> {
  await act(merged, 'unmerge');
  await queries.invalidateQueries({ queryKey: ['matter'] });
  await queries.invalidateQueries({ queryKey: ['timeline'] });
}

function HandUp({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation('matter');
  const now = useNow();
  if (!conversation.hand_raised_at) return null;
  return (
    <div className={styles['notice']} data-tone="warn" role="status">
      <IconHandStop size={15} aria-hidden />
      {t('hand.up', { span: shortSpan(now - Date.parse(conversation.hand_raised_at)) })}
      <Button
        size="compact-xs"
        variant="default"
        onClick={() => void attempt(() => act(conversation.id, 'hand/lower'), t('done.handLower'))}
      >
        {t('hand.lower')}
      </Button>
    </div>
  );
}

export function Relations({ conversation, view }: { conversation: Conversation; view: string }) {
  const { t } = useTranslation('matter');
  const { data } = useMatter(conversation.id);
  const may = useMay('conversation.reply');
  const related = data?.related ?? [];
  const into = related.find((one) => one.how === 'into');
  const others = related.filter((one) => one.how !== 'into');
  const apart = (id: string, number: number) =>
    void attempt(() => takeApart(id)).then((done) => done && toast.done(t('done.unmerge', { number })));
  return (
    <>
      <HandUp conversation={conversation} />
      {into && (
        <div className={styles['notice']} data-tone="warn" role="status">
          <IconArrowMerge size={15} aria-hidden />
          <span>
            {t('merge.into')} <strong>#{into.number}</strong>. {t('merge.intoHint')}
          </span>
          <Button component={Link} to={`/inbox/${view}/${into.id}`} size="compact-xs" variant="default">
            {t('merge.open', { number: into.number })}
          </Button>
          {may && (
            <Button
              size="compact-xs"
              variant="subtle"
              onClick={() => apart(conversation.id, conversation.number)}
            >
              {t('action.unmerge')}
            </Button>
          )}
        </div>
      )}
      {others.length > 0 && (
        <nav className={styles['notice']} aria-label={t('related.label')}>
          <strong>{t('related.label')}</strong>
          {others.map((one) => (
            <span key={one.id} className={styles['relation']}>
              {t(`related.${one.how}`)}
              <Link to={`/inbox/${view}/${one.id}` as string} title={one.subject}>
                #{one.number}
              </Link>
              {one.how === 'merged' && may && (
                <Button size="compact-xs" variant="subtle" onClick={() => apart(one.id, one.number)}>
                  {t('action.unmerge')}
                </Button>
              )}
            </span>
          ))}
        </nav>
      )}
    </>
  );
}
