/** What every question before a step has: a button, what went wrong, and what it is about. */
import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { Conversation } from '@/api/types';
import { Refused } from '@/ui/problem';
import styles from '../Inbox.module.css';

export interface FormProps {
  conversation: Conversation;
  onClose: () => void;
  /** To the list: the conversation is out of the way. */
  onLeave: () => void;
  onOpen: (conversation: string) => void;
}

interface Props {
  onSubmit: () => Promise<void>;
  go: string;
  ready: boolean;
  children: ReactNode;
}

export function Form({ onSubmit, go, ready, children }: Props) {
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const submit = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await onSubmit();
    } catch (error) {
      setProblem(error);
    }
    setBusy(false);
  };
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {children}
      <Refused error={problem} />
      <Button type="submit" loading={busy} disabled={!ready}>
        {go}
      </Button>
    </form>
  );
}
