/** Server, user and password of a desk phone: the password is shown on demand, and renewed when somebody else knows it. */
import { Button, CopyButton, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Refused } from './problem';

export interface Typed {
  server: string;
  name: string;
  password: string;
  ready: boolean;
}

interface Props {
  /** Nothing is shown where it finds nothing. */
  look: () => Promise<Typed | null>;
  show: (renew: boolean) => Promise<Typed>;
}

const ROW = { display: 'flex', gap: 8, alignItems: 'flex-end', flexWrap: 'wrap' } as const;

function Value({ label, value }: { label: string; value: string }) {
  const { t } = useTranslation('desk');
  return (
    <div style={ROW}>
      <TextInput
        style={{ flex: 1, minWidth: '14rem' }}
        label={label}
        value={value}
        readOnly
        onFocus={(event) => event.currentTarget.select()}
      />
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Button variant="default" onClick={copy} aria-label={`${t('common.copy')}: ${label}`}>
            {copied ? t('common.copied') : t('common.copy')}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}

export function DeskAccount({ look, show }: Props) {
  const { t } = useTranslation('phone');
  const [typed, setTyped] = useState<Typed | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  useEffect(() => {
    let gone = false;
    look().then(
      (found) => !gone && setTyped(found),
      () => undefined,
    );
    return () => {
      gone = true;
    };
    // Asked once for each place that shows it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  if (!typed) return null;
  const ask = async (renew: boolean) => {
    setProblem(null);
    try {
      setTyped({ ...(await show(renew)), ready: typed.ready && !renew });
    } catch (error) {
      setProblem(error);
    }
  };
  return (
    <div style={{ display: 'flex', flexDirection: 'column', gap: 8 }}>
      <span role="status">{t(typed.ready ? 'account.ready' : 'account.notReady')}</span>
      <Value label={t('account.server')} value={typed.server} />
      <Value label={t('account.user')} value={typed.name} />
      {typed.password && <Value label={t('account.password')} value={typed.password} />}
      <div style={ROW}>
        {!typed.password && (
          <Button variant="default" onClick={() => void ask(false)}>
            {t('account.show')}
          </Button>
        )}
        <Button variant="default" onClick={() => void ask(true)}>
          {t('account.renew')}
        </Button>
      </div>
      <small>{t('account.hint')}</small>
      <Refused error={problem} />
    </div>
  );
}
