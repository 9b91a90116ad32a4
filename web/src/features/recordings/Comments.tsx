/** What colleagues say about moments of a recording. */
import { ActionIcon, Button, Textarea } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sayProblem } from '@/ui/problem';
import { clockSpan, momentShort } from '@/ui/time';
import { toast } from '@/ui/toast';
import { comment, dropComment, type Recording } from './questions';
import styles from './Recording.module.css';

interface CommentsProps {
  recording: Recording;
  at: number;
  onSeek: (ms: number) => void;
}

export function Comments({ recording, at, onSeek }: CommentsProps) {
  const { t } = useTranslation('recording');
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const attempt = async (does: () => Promise<void>) => {
    setBusy(true);
    try {
      await does();
    } catch (error) {
      toast.failed(sayProblem(error));
    } finally {
      setBusy(false);
    }
  };
  const add = () =>
    attempt(async () => {
      await comment(recording.id, Math.min(Math.round(at), recording.duration_ms), text);
      setText('');
    });
  return (
    <div className={styles['comments']}>
      <h2>{t('comments')}</h2>
      {recording.comments.length === 0 && <p className={styles['quiet']}>{t('noComments')}</p>}
      <ul>
        {recording.comments.map((one) => (
          <li key={one.id}>
            <button type="button" className={styles['moment']} onClick={() => onSeek(one.at_ms)}>
              {clockSpan(one.at_ms)}
            </button>
            <span>
              <b>{one.author.name}</b> {one.text}
              <small> {momentShort(Date.parse(one.at))}</small>
            </span>
            {one.mine && (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('drop')}
                onClick={() => void attempt(() => dropComment(recording.id, one.id))}
              >
                <IconTrash size={15} aria-hidden />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      <Textarea
        size="xs"
        autosize
        minRows={2}
        maxLength={2000}
        label={t('comment', { at: clockSpan(at) })}
        placeholder={t('commentHint')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button size="xs" variant="default" loading={busy} disabled={!text.trim()} onClick={() => void add()}>
        {t('send')}
      </Button>
    </div>
  );
}
