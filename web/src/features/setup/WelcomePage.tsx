/** A new user opens his link and sets his password; then he is at his desk. */
import { Button, PasswordInput } from '@mantine/core';
import { IconHeadset } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ONCE, told } from '@/api/client';
import { asProblem } from '@/api/problem';
import type { components } from '@/api/schema';
import { enterWith } from '@/api/session';
import { useTitle } from '@/ui/Page';
import { Refused } from '@/ui/problem';
import { EmptyState, ListSkeleton } from '@/ui/States';
import styles from './Setup.module.css';

type Seen = components['schemas']['InvitationSeen'];

const tokenOf = (): string => window.location.hash.slice(1);

function Form({ seen, token }: { seen: Seen; token: string }) {
  const { t, i18n } = useTranslation(['admin', 'desk']);
  const navigate = useNavigate();
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const errors = asProblem(problem).errors;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      const locale = i18n.language.startsWith('es') ? 'es' : 'en';
      const body = { token, password, locale } as const;
      enterWith(await told(api.POST('/api/v1/invitations/accept', { body, headers: ONCE })));
      await navigate({ to: '/' });
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <form className={styles['welcome']} onSubmit={(event) => void submit(event)}>
      <IconHeadset size={30} stroke={1.6} aria-hidden />
      <h1>{t('welcome.title')}</h1>
      <p>{t('welcome.lead', { centre: seen.centre })}</p>
      <p>
        {t('welcome.as')} <b>{seen.name}</b> · {seen.email}
      </p>
      <input type="email" name="email" autoComplete="username" value={seen.email} readOnly hidden />
      <PasswordInput
        label={t('welcome.password')}
        description={t('welcome.rules')}
        value={password}
        autoComplete="new-password"
        required
        autoFocus
        error={errors.find((one) => one.field === 'password')?.detail}
        onChange={(event) => setPassword(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': t('desk:signIn.show'), tabIndex: 0 }}
      />
      {problem !== null && errors.length === 0 && <Refused error={problem} />}
      <Button type="submit" loading={busy} disabled={!password}>
        {t('welcome.go')}
      </Button>
    </form>
  );
}

export function WelcomePage() {
  const { t } = useTranslation('admin');
  const [token] = useState(tokenOf);
  const [seen, setSeen] = useState<Seen | 'gone' | null>(null);
  useTitle(t('welcome.title'));
  useEffect(() => {
    told(api.POST('/api/v1/invitations/look', { body: { token }, headers: ONCE })).then(setSeen, () =>
      setSeen('gone'),
    );
  }, [token]);
  if (seen === null) return <ListSkeleton rows={3} />;
  return (
    <main className={styles['page']}>
      {seen === 'gone' ? (
        <EmptyState
          title={t('welcome.gone')}
          action={
            <Button component={Link} to={'/sign-in' as string} variant="default">
              {t('welcome.signIn')}
            </Button>
          }
        >
          {t('welcome.goneHint')}
        </EmptyState>
      ) : (
        <Form seen={seen} token={token} />
      )}
    </main>
  );
}
