/** Notes taken while one speaks: kept in this browser as they are typed, in the conversation once saved. */
import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallView } from '@/api/calls';
import { api, told } from '@/api/client';
import { Refused } from '@/ui/problem';
import { toast } from '@/ui/toast';
import { Panel } from './Panel';
import styles from './Phone.module.css';

const keyOf = (call: CallView): string => `atiende.callNotes.${call.interaction}`;

const save = (call: CallView, text: string) =>
  told(
    api.POST('/api/v1/conversations/{conversation_id}/notes', {
      params: { path: { conversation_id: call.conversation } },
      body: { client_id: crypto.randomUUID(), text, attachments: [], mentions: [], only_for: '' },
    }),
  );

export function Notes({ call, onClose }: { call: CallView; onClose: () => void }) {
  const { t } = useTranslation('phone');
  const [text, setText] = useState(() => sessionStorage.getItem(keyOf(call)) ?? '');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const type = (next: string) => {
    setText(next);
    sessionStorage.setItem(keyOf(call), next);
  };
  const submit = async () => {
    setBusy(true);
    try {
      await save(call, text.trim());
      sessionStorage.removeItem(keyOf(call));
      toast.done(t('notes.saved'));
      onClose();
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <Panel title={t('notes.title')} onClose={onClose}>
      <Textarea
        data-first
        aria-label={t('notes.title')}
        description={t('notes.hint')}
        placeholder={t('notes.placeholder')}
        autosize
        minRows={5}
        maxRows={14}
        value={text}
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && text.trim()) void submit();
        }}
      />
      <Refused error={problem} />
      <div className={styles['actions']}>
        <Button flex={1} loading={busy} disabled={!text.trim()} onClick={() => void submit()}>
          {t('notes.save')}
        </Button>
      </div>
    </Panel>
  );
}
