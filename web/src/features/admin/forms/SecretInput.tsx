/** A password or signing key: stored apart and sealed; the document only says its name. */
import { Button, PasswordInput } from '@mantine/core';
import { IconCopy, IconLock, IconSparkles } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sayProblem } from '@/ui/problem';
import { toast } from '@/ui/toast';
import styles from './Form.module.css';
import { setSecret } from '@/api/documents';

interface Props {
  label: string;
  description?: string | undefined;
  error?: string | undefined;
  readOnly: boolean;
  required?: boolean;
  /** `secret:NAME`, or empty. */
  value: string;
  onChange: (reference: string) => void;
  /** What a new one is called. */
  name: string;
  /** A key for signing: one can be made here. */
  signing?: boolean;
}

const PREFIX = 'secret:';

function made(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return `whsec_${btoa(String.fromCharCode(...bytes))}`;
}

function Stored({ label, value, onChange, readOnly }: Props & { onChange: (value: string) => void }) {
  const { t } = useTranslation('admin');
  const id = useId();
  return (
    <div role="group" aria-labelledby={id}>
      <div id={id} className={styles['label']}>
        {label}
      </div>
      <div className={styles['stored']}>
        <IconLock size={15} aria-hidden />
        <span>{t('secret.stored', { name: value.slice(PREFIX.length) })}</span>
        {!readOnly && (
          <Button variant="default" size="compact-xs" onClick={() => onChange('')}>
            {t('secret.replace')}
          </Button>
        )}
      </div>
    </div>
  );
}

export function SecretInput(props: Props) {
  const { label, description, error, readOnly, required, value, onChange, name, signing = false } = props;
  const { t } = useTranslation(['admin', 'desk']);
  const [typed, setTyped] = useState('');
  const [fresh, setFresh] = useState('');
  const [busy, setBusy] = useState(false);
  const store = async (secret: string) => {
    setBusy(true);
    try {
      await setSecret(name, secret);
      setTyped('');
      onChange(`${PREFIX}${name}`);
    } catch (problem) {
      toast.failed(sayProblem(problem));
    }
    setBusy(false);
  };
  if (value.startsWith(PREFIX)) {
    return (
      <div>
        <Stored {...props} />
        {error && <p className={styles['wrong']}>{error}</p>}
        {fresh && (
          <div className={styles['fresh']}>
            <p>{t('secret.onceHint')}</p>
            <code>{fresh}</code>
            <Button
              variant="default"
              size="compact-xs"
              leftSection={<IconCopy size={14} />}
              onClick={() => void navigator.clipboard.writeText(fresh)}
            >
              {t('desk:common.copy')}
            </Button>
          </div>
        )}
      </div>
    );
  }
  return (
    <div className={styles['secretRow']}>
      <PasswordInput
        label={label}
        description={description}
        error={error}
        required={required}
        readOnly={readOnly}
        value={typed}
        autoComplete="new-password"
        onChange={(event) => setTyped(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': t('desk:signIn.show'), tabIndex: 0 }}
      />
      <Button
        variant="default"
        loading={busy}
        disabled={!typed || readOnly}
        onClick={() => void store(typed)}
      >
        {t('secret.store')}
      </Button>
      {signing && (
        <Button
          variant="subtle"
          leftSection={<IconSparkles size={15} />}
          disabled={readOnly}
          onClick={() => {
            const secret = made();
            setFresh(secret);
            void store(secret);
          }}
        >
          {t('secret.make')}
        </Button>
      )}
    </div>
  );
}
