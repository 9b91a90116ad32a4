/** Before something comes into force, goes, or comes back: what that means, in words. */
import { Button, Modal } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import { useCatalog } from '@/api/session';
import { Refused } from '@/ui/problem';
import styles from '../Admin.module.css';
import { isKind } from '../sections';

/** Something cannot go because of these: each with a way there. */
function InUse({ users }: { users: readonly string[] }) {
  const { t } = useTranslation('admin');
  const { agents } = useCatalog();
  const wordsOf = (kind: string, slug: string): string => {
    if (isKind(kind)) return `${t(`section.${kind}`)} · ${slug}`;
    return agents.find((agent) => agent.id === slug)?.name ?? slug;
  };
  return (
    <div className={styles['problems']} role="alert">
      <b>{t('draft.inUse')}</b>
      <ul>
        {users.map((user) => {
          const [kind = '', slug = ''] = user.split(':');
          return (
            <li key={user}>
              <Link to={`/admin/${isKind(kind) ? kind : 'users'}/${slug}` as string}>
                {wordsOf(kind, slug)}
              </Link>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Trouble({ problem }: { problem: unknown }) {
  if (problem === null) return null;
  const { errors } = asProblem(problem);
  const used = errors.filter((one) => one.code === 'in_use').map((one) => one.field);
  return used.length > 0 ? <InUse users={[...new Set(used)]} /> : <Refused error={problem} />;
}

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
        <Trouble problem={problem} />
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
