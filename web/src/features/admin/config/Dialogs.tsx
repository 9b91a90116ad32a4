/** Before something comes into force, goes, or comes back: what that means, in words. */
import { Button, Modal } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Refused } from '@/ui/problem';
import styles from '../Admin.module.css';

interface Props {
  title: string;
  go: string;
  danger?: boolean;
  size?: string;
  act: () => Promise<void>;
  onClose: () => void;
  children: ReactNode;
}

/** Asks once; stays open with the reason when the server refuses. */
export function Confirm({ title, go, danger = false, size = 'md', act, onClose, children }: Props) {
  const { t } = useTranslation(['admin', 'desk']);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const submit = async () => {
    setBusy(true);
    try {
      await act();
      onClose();
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={size}
      closeButtonProps={{ 'aria-label': t('desk:common.close') }}
    >
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {children}
        <Refused error={problem} />
        <div className={styles['buttons']}>
          <Button type="submit" loading={busy} color={danger ? 'red' : undefined} data-autofocus>
            {go}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('desk:common.cancel')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
