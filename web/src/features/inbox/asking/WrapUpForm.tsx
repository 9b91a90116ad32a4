/** The end of one contact, in a row: reason, outcome, what must not be missing. Enter saves. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, told } from '@/api/client';
import { queries } from '@/api/queries';
import type { Conversation } from '@/api/types';
import { Refused } from '@/ui/problem';
import { toast } from '@/ui/toast';
import styles from '../Inbox.module.css';
import { OutcomeFields, useOutcome } from './Outcome';

export function WrapUpForm({
  conversation,
  interaction,
}: {
  conversation: Conversation;
  interaction: string;
}) {
  const { t } = useTranslation('matter');
  const outcome = useOutcome(conversation);
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const save = () => {
    setBusy(true);
    setProblem(null);
    told(
      api.POST('/api/v1/interactions/{interaction_id}/classify', {
        params: { path: { interaction_id: interaction } },
        body: outcome.said,
      }),
    )
      .then(async () => {
        toast.done(t('wrap.saved'));
        await queries.invalidateQueries({ queryKey: ['conversation', conversation.id] });
      })
      .catch((error: unknown) => {
        outcome.refused(error);
        setProblem(error);
        setBusy(false);
      });
  };
  return (
    <form
      className={styles['wrapUpForm']}
      onSubmit={(event) => {
        event.preventDefault();
        if (outcome.ready) save();
      }}
    >
      <OutcomeFields outcome={outcome} first={false} />
      <Button type="submit" loading={busy} disabled={!outcome.ready}>
        {t('wrap.save')}
      </Button>
      <Refused error={problem} />
    </form>
  );
}
