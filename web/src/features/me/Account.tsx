/** The password, and putting Atiende on this device. */
import { Button, PasswordInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeMe, useMe } from '@/api/session';
import { Refused } from '@/ui/problem';
import { toast } from '@/ui/toast';
import styles from './Me.module.css';
import { Line, Section } from './Parts';

/** What the browser hands over when the page may be installed. */
interface InstallEvent extends Event {
  prompt: () => Promise<unknown>;
}

function Install() {
  const { t } = useTranslation('lists');
  const [offer, setOffer] = useState<InstallEvent | null>(null);
  useEffect(() => {
    const take = (event: Event) => {
      event.preventDefault();
      setOffer(event as InstallEvent);
    };
    window.addEventListener('beforeinstallprompt', take);
    return () => window.removeEventListener('beforeinstallprompt', take);
  }, []);
  if (!offer) return null;
  return (
    <Line label={t('me.install')} hint={t('me.installHint')}>
      <Button variant="default" onClick={() => void offer.prompt()}>
        {t('me.install')}
      </Button>
    </Line>
  );
}

function Password() {
  const { t } = useTranslation('lists');
  const desk = useTranslation().t;
  const [old, setOld] = useState('');
  const [next, setNext] = useState('');
  const [problem, setProblem] = useState<unknown>(null);
  const change = async () => {
    setProblem(null);
    try {
      await changeMe({ password: { old, new: next } });
      setOld('');
      setNext('');
      toast.done(t('me.changed'));
    } catch (error) {
      setProblem(error);
    }
  };
  const show = { 'aria-label': desk('signIn.show'), tabIndex: 0 };
  return (
    <form
      className={styles['password']}
      onSubmit={(event) => {
        event.preventDefault();
        void change();
      }}
    >
      <PasswordInput
        label={t('me.old')}
        autoComplete="current-password"
        value={old}
        onChange={(event) => setOld(event.currentTarget.value)}
        visibilityToggleButtonProps={show}
      />
      <PasswordInput
        label={t('me.new')}
        autoComplete="new-password"
        value={next}
        onChange={(event) => setNext(event.currentTarget.value)}
        visibilityToggleButtonProps={show}
      />
      <Button type="submit" variant="default" disabled={old === '' || next === ''}>
        {t('me.change')}
      </Button>
      <Refused error={problem} />
    </form>
  );
}

export function Account() {
  const { t } = useTranslation('lists');
  const { user } = useMe();
  return (
    <Section title={t('me.account')}>
      <Line label={user.name}>
        <span>{user.email}</span>
      </Line>
      <Install />
      <Password />
    </Section>
  );
}
