/** What agents ask somebody's word for: a badge and a banner wherever one is, decided in place. */
import { Button, Popover, TextInput } from '@mantine/core';
import { IconGavel, IconShieldQuestion } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sayProblem } from '@/ui/problem';
import { shortSpan, useNow } from '@/ui/time';
import { toast } from '@/ui/toast';
import styles from './Approvals.module.css';
import { answer, rereadTrust, useApprovals, whatOf, type Decision } from './trust';

function One({ one }: { one: Decision }) {
  const { t, i18n } = useTranslation('people');
  const now = useNow();
  const [word, setWord] = useState('');
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const what = whatOf(one, i18n.language);
  const decide = async (how: 'approve' | 'refuse') => {
    if (how === 'refuse' && !word.trim()) {
      setMissing(true);
      return;
    }
    setBusy(true);
    try {
      await answer(one.id, how, word);
      toast.done(t(how === 'approve' ? 'approvals.approved' : 'approvals.refused', { what }));
    } catch (error) {
      toast.failed(sayProblem(error));
      void rereadTrust();
      setBusy(false);
    }
  };
  return (
    <li>
      <p>
        {t('approvals.asks', { agent: one.agent.name, what, customer: one.customer.name })}
        <small>
          {t('approvals.waiting', { span: shortSpan(now - Date.parse(one.asked_at)) })} ·{' '}
          <Link to={`/inbox/all/${one.conversation}` as string}>#{one.number}</Link>
        </small>
      </p>
      {one.asked && <blockquote>{one.asked}</blockquote>}
      <TextInput
        size="xs"
        aria-label={t('approvals.word', { agent: one.agent.name })}
        placeholder={t('approvals.word', { agent: one.agent.name })}
        value={word}
        error={missing && !word.trim() ? t('approvals.wordNeeded') : undefined}
        onChange={(event) => setWord(event.currentTarget.value)}
      />
      <div className={styles['buttons']}>
        <Button size="compact-sm" loading={busy} onClick={() => void decide('approve')}>
          {t('approvals.approve')}
        </Button>
        <Button size="compact-sm" variant="default" disabled={busy} onClick={() => void decide('refuse')}>
          {t('approvals.refuse')}
        </Button>
      </div>
    </li>
  );
}

export function Approvals() {
  const { t } = useTranslation('people');
  const { data } = useApprovals();
  const [open, setOpen] = useState(false);
  const known = useRef<ReadonlySet<string> | null>(null);
  const items = data?.items;
  useEffect(() => {
    if (!items) return;
    const fresh = known.current !== null && items.some((one) => !known.current?.has(one.id));
    known.current = new Set(items.map((one) => one.id));
    if (fresh) setOpen(true);
  }, [items]);
  const count = items?.length ?? 0;
  if (!items || count === 0) return null;
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={340} shadow="md" trapFocus={false}>
      <Popover.Target>
        <button type="button" className={styles['badge']} aria-expanded={open} onClick={() => setOpen(!open)}>
          <IconGavel size={15} aria-hidden />
          {t('approvals.badge', { count })}
        </button>
      </Popover.Target>
      <Popover.Dropdown p={0}>
        <section className={styles['list']} aria-label={t('approvals.title')} role="region">
          <h2>
            <IconShieldQuestion size={16} aria-hidden /> {t('approvals.title')}
          </h2>
          <ul aria-live="polite">
            {items.map((one) => (
              <One key={one.id} one={one} />
            ))}
          </ul>
        </section>
      </Popover.Dropdown>
    </Popover>
  );
}
