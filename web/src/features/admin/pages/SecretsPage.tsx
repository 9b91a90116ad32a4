/** Passwords and signing keys: values go in and are never shown again. */
import { Button, Modal, PasswordInput, TextInput } from '@mantine/core';
import { IconLock, IconPlus } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '@/ui/Page';
import { Refused } from '@/ui/problem';
import { EmptyState } from '@/ui/States';
import { Table, type Column } from '@/ui/Table';
import { toast } from '@/ui/toast';
import styles from '../Admin.module.css';
import { setSecret } from '@/api/documents';
import { When } from './EndpointsPage';
import { Loading } from './Loading';
import { useSecrets } from './questions';

function SetSecret({ given, onClose }: { given: string; onClose: () => void }) {
  const { t } = useTranslation(['admin', 'desk']);
  const [name, setName] = useState(given);
  const [value, setValue] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      await setSecret(name.trim(), value);
      toast.done(t('secret.saved', { name: name.trim() }));
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
      title={given ? t('secret.replaceTitle', { name: given }) : t('secret.new')}
      closeButtonProps={{ 'aria-label': t('desk:common.close') }}
    >
      <form className={styles['form']} onSubmit={(event) => void submit(event)}>
        {!given && (
          <TextInput
            label={t('name')}
            description={t('secret.nameHint')}
            required
            value={name}
            data-autofocus
            onChange={(event) => setName(event.currentTarget.value)}
          />
        )}
        <PasswordInput
          label={t('secret.value')}
          required
          value={value}
          autoComplete="new-password"
          onChange={(event) => setValue(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': t('desk:signIn.show'), tabIndex: 0 }}
        />
        <Refused error={problem} />
        <div className={styles['buttons']}>
          <Button type="submit" loading={busy} disabled={!name.trim() || !value}>
            {t('secret.store')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('desk:common.cancel')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

interface Kept {
  name: string;
  at: string;
}

export function SecretsPage() {
  const { t } = useTranslation('admin');
  const query = useSecrets();
  const [setting, setSetting] = useState<string | null>(null);
  const items: readonly Kept[] = query.data?.items ?? [];
  const columns: Column<Kept>[] = [
    { key: 'name', head: t('name'), order: (one) => one.name, cell: (one) => <code>{one.name}</code> },
    { key: 'at', head: t('secret.set'), figures: true, cell: (one) => <When at={one.at} /> },
    {
      key: 'replace',
      head: t('secret.replace'),
      quiet: true,
      figures: true,
      cell: (one) => (
        <Button variant="subtle" size="compact-xs" onClick={() => setSetting(one.name)}>
          {t('secret.replace')}
        </Button>
      ),
    },
  ];
  const create = (
    <Button leftSection={<IconPlus size={15} />} onClick={() => setSetting('')}>
      {t('secret.new')}
    </Button>
  );
  return (
    <Page title={t('section.secrets')} actions={create}>
      <p className={styles['lead']}>{t('help.secrets')}</p>
      <Loading query={query}>
        {items.length > 0 ? (
          <Table label={t('section.secrets')} columns={columns} rows={items} id={(one) => one.name} />
        ) : (
          <EmptyState
            icon={<IconLock size={26} stroke={1.6} aria-hidden />}
            title={t('list.empty')}
            action={create}
          >
            {t('empty.secrets')}
          </EmptyState>
        )}
      </Loading>
      {setting !== null && <SetSecret given={setting} onClose={() => setSetting(null)} />}
    </Page>
  );
}
