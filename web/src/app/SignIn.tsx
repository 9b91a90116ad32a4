/** The way in: e-mail and password; password managers and pasting welcome. */
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { signIn } from '@/api/session';
import { currentLanguage, setLanguage } from '@/ui/i18n';
import { useTitle } from '@/ui/Page';
import { Refused } from '@/ui/problem';
import styles from './SignIn.module.css';

export function SignIn() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { next } = useSearch({ strict: false }) as { next?: string };
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  useTitle(t('signIn.title'));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      const me = await signIn(email.trim(), password);
      if (me.user.locale.startsWith('es') !== (currentLanguage() === 'es'))
        await setLanguage(me.user.locale === 'es' ? 'es' : 'en');
      await navigate({ href: next ?? '/inbox/mine', replace: true });
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  const other = currentLanguage() === 'es' ? 'en' : 'es';
  return (
    <main className={styles['page']}>
      <form className={styles['card']} onSubmit={(event) => void submit(event)}>
        <img src="/favicon.svg" width={44} height={44} alt="" />
        <h1>{t('signIn.title')}</h1>
        <p>{t('signIn.lead')}</p>
        <TextInput
          size="sm"
          type="email"
          label={t('signIn.email')}
          autoComplete="username"
          required
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          size="sm"
          label={t('signIn.password')}
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.show'), tabIndex: 0 }}
        />
        <Refused error={problem} />
        <Button size="sm" type="submit" loading={busy}>
          {t('signIn.go')}
        </Button>
      </form>
      <button
        type="button"
        className={styles['language']}
        lang={other}
        onClick={() => void setLanguage(other)}
      >
        {other === 'es' ? 'Ver en español' : 'Switch to English'}
      </button>
    </main>
  );
}
