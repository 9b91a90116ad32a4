/** Keys by which programs come in: what each may do, when it was last used. */
import { Button, Modal, MultiSelect, TextInput } from '@mantine/core';
import { IconCopy, IconKey, IconPlus } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalog } from '@/api/session';
import { Chip } from '@/ui/Bits';
import { Page } from '@/ui/Page';
import { Refused } from '@/ui/problem';
import { EmptyState } from '@/ui/States';
import { Table, type Column } from '@/ui/Table';
import { toast } from '@/ui/toast';
import styles from '../Admin.module.css';
import { Confirm } from '../config/Dialogs';
import { Permissions } from '../forms/Permissions';
import { When } from './EndpointsPage';
import { Loading } from './Loading';
import { createKey, revokeKey, useApiKeys, type KeyIssued, type KeyShown } from './questions';

function Issued({ issued, onClose }: { issued: KeyIssued; onClose: () => void }) {
  const { t } = useTranslation(['admin', 'desk']);
  return (
    <div className={styles['form']}>
      <p>{t('key.once')}</p>
      <pre className={styles['token']} tabIndex={0} aria-label={t('key.secret')}>
        {issued.secret}
      </pre>
      <div className={styles['buttons']}>
        <Button
          leftSection={<IconCopy size={15} />}
          data-autofocus
          onClick={() => {
            void navigator.clipboard.writeText(issued.secret);
            toast.done(t('desk:common.copied'));
          }}
        >
          {t('desk:common.copy')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('key.kept')}
        </Button>
      </div>
    </div>
  );
}

function NewKey({ onIssued }: { onIssued: (issued: KeyIssued) => void }) {
  const { t } = useTranslation('admin');
  const { brands } = useCatalog();
  const [name, setName] = useState('');
  const [granted, setGranted] = useState<Record<string, string>>({});
  const [chosen, setChosen] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      onIssued(await createKey({ name: name.trim(), permissions: granted, brands: chosen }));
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <form className={styles['form']} onSubmit={(event) => void submit(event)}>
      <TextInput
        label={t('name')}
        description={t('key.nameHint')}
        required
        value={name}
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {brands.length > 1 && (
        <MultiSelect
          label={t('section.brand')}
          data={brands.map(({ slug, name: label }) => ({ value: slug, label }))}
          value={chosen}
          onChange={setChosen}
        />
      )}
      <Permissions granted={granted} problems={{}} readOnly={false} onChange={setGranted} />
      <Refused error={problem} />
      <Button type="submit" loading={busy} disabled={!name.trim() || Object.keys(granted).length === 0}>
        {t('key.create')}
      </Button>
    </form>
  );
}

function NewKeyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['admin', 'desk']);
  const [issued, setIssued] = useState<KeyIssued | null>(null);
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      closeOnClickOutside={issued === null}
      title={issued ? issued.name : t('key.new')}
      closeButtonProps={{ 'aria-label': t('desk:common.close') }}
    >
      {issued ? <Issued issued={issued} onClose={onClose} /> : <NewKey onIssued={setIssued} />}
    </Modal>
  );
}

export function KeysPage() {
  const { t } = useTranslation('admin');
  const query = useApiKeys();
  const [making, setMaking] = useState(false);
  const [ending, setEnding] = useState<KeyShown | null>(null);
  const keys = query.data?.items ?? [];
  const columns: Column<KeyShown>[] = [
    { key: 'name', head: t('name'), order: (key) => key.name, cell: (key) => <b>{key.name}</b> },
    {
      key: 'grants',
      head: t('key.grants'),
      figures: true,
      cell: (key) => Object.keys(key.permissions).length,
    },
    { key: 'created', head: t('key.created'), figures: true, cell: (key) => <When at={key.created_at} /> },
    { key: 'used', head: t('key.used'), figures: true, cell: (key) => <When at={key.used_at} /> },
    {
      key: 'status',
      head: t('list.status'),
      cell: (key) =>
        key.revoked_at ? <Chip>{t('key.revoked')}</Chip> : <Chip tone="ok">{t('key.valid')}</Chip>,
    },
    {
      key: 'revoke',
      head: t('key.revoke'),
      quiet: true,
      figures: true,
      cell: (key) =>
        !key.revoked_at && (
          <Button variant="subtle" color="red" size="compact-xs" onClick={() => setEnding(key)}>
            {t('key.revoke')}
          </Button>
        ),
    },
  ];
  const create = (
    <Button leftSection={<IconPlus size={15} />} onClick={() => setMaking(true)}>
      {t('key.new')}
    </Button>
  );
  return (
    <Page title={t('section.keys')} actions={create}>
      <p className={styles['lead']}>{t('help.keys')}</p>
      <Loading query={query}>
        {keys.length > 0 ? (
          <Table
            label={t('section.keys')}
            columns={columns}
            rows={keys}
            id={(key) => key.id}
            mark={(key) => (key.revoked_at ? 'off' : undefined)}
          />
        ) : (
          <EmptyState
            icon={<IconKey size={26} stroke={1.6} aria-hidden />}
            title={t('list.empty')}
            action={create}
          >
            {t('empty.keys')}
          </EmptyState>
        )}
      </Loading>
      {making && <NewKeyDialog onClose={() => setMaking(false)} />}
      {ending && (
        <Confirm
          title={t('key.revokeTitle', { name: ending.name })}
          go={t('key.revoke')}
          danger
          onClose={() => setEnding(null)}
          act={() => revokeKey(ending.id)}
        >
          <p>{t('key.revokeHint')}</p>
        </Confirm>
      )}
    </Page>
  );
}
