/** Numbers whose calls are treated as their channel says, and why. */
import { Button, TextInput } from '@mantine/core';
import { IconPhoneOff } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { sayProblem } from '@/ui/problem';
import { EmptyState } from '@/ui/States';
import { momentShort } from '@/ui/time';
import { toast } from '@/ui/toast';
import styles from './Calls.module.css';
import { Listed } from './Lists';
import { block, unblock, useBlocked, type Blocked } from './questions';

function Adding() {
  const { t } = useTranslation('calls');
  const [number, setNumber] = useState('');
  const [why, setWhy] = useState('');
  const [problem, setProblem] = useState('');
  const add = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await block(number, why);
      setNumber('');
      setWhy('');
      setProblem('');
      toast.done(t('blockedDone'));
    } catch (error) {
      setProblem(sayProblem(error));
    }
  };
  return (
    <form className={styles['form']} onSubmit={(event) => void add(event)}>
      <TextInput
        type="tel"
        label={t('number')}
        description={t('numberHint')}
        value={number}
        error={problem}
        maxLength={40}
        onChange={(event) => setNumber(event.currentTarget.value)}
      />
      <TextInput
        label={t('why')}
        value={why}
        maxLength={200}
        onChange={(event) => setWhy(event.currentTarget.value)}
      />
      <Button type="submit" disabled={number.trim() === ''}>
        {t('block')}
      </Button>
    </form>
  );
}

function Item({ one }: { one: Blocked }) {
  const { t } = useTranslation('calls');
  const free = () =>
    unblock(one.id)
      .then(() => toast.done(t('unblockedDone')))
      .catch((error: unknown) => toast.failed(sayProblem(error)));
  return (
    <li className={styles['card']}>
      <div className={styles['head']}>
        <span>{one.shown}</span>
        <Button
          className={styles['call'] ?? ''}
          size="compact-sm"
          variant="default"
          aria-label={t('unblock', { number: one.shown })}
          onClick={() => void free()}
        >
          {t('unblockIt')}
        </Button>
      </div>
      <small>
        {momentShort(Date.parse(one.at))}
        {one.why && ` · ${one.why}`}
      </small>
    </li>
  );
}

export function BlockedNumbers() {
  const { t } = useTranslation('calls');
  const query = useBlocked();
  return (
    <>
      <Adding />
      <Listed
        query={query}
        show={({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={<IconPhoneOff size={26} stroke={1.6} aria-hidden />} title={t('noBlocked')}>
              {t('noBlockedHint')}
            </EmptyState>
          ) : (
            <ul className={styles['cards']}>
              {items.map((one) => (
                <Item key={one.id} one={one} />
              ))}
            </ul>
          )
        }
      />
    </>
  );
}
