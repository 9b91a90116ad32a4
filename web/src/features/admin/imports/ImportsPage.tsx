/** Every import, and the beginning of a new one. */
import { Button, FileInput, Modal, Select } from '@mantine/core';
import { IconFileUpload, IconTableImport } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalog } from '@/api/session';
import { Chip, type Tone } from '@/ui/Bits';
import { textAt } from '@/ui/i18n';
import { Page } from '@/ui/Page';
import { Refused } from '@/ui/problem';
import { EmptyState } from '@/ui/States';
import { Table, type Column } from '@/ui/Table';
import styles from '../Admin.module.css';
import { When } from '../pages/EndpointsPage';
import { Loading } from '../pages/Loading';
import { upload, useImports, type ImportShort, type What } from './questions';

const WHATS: readonly What[] = ['customers', 'users', 'quick_replies', 'articles'];
const TONES: Readonly<Record<string, Tone>> = { done: 'ok', undone: 'plain', checked: 'info', read: 'note' };

export function State({ state }: { state: string }) {
  return <Chip tone={TONES[state] ?? 'accent'}>{textAt(`admin:import.state.${state}`) ?? state}</Chip>;
}

function NewImport({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['admin', 'desk']);
  const navigate = useNavigate();
  const { brands } = useCatalog();
  const [what, setWhat] = useState<What>('customers');
  const [brand, setBrand] = useState(brands[0]?.slug ?? '');
  const [file, setFile] = useState<File | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!file) return;
    setBusy(true);
    setProblem(null);
    try {
      const made = await upload(what, what === 'customers' || what === 'articles' ? brand : '', file);
      await navigate({ to: `/admin/import/${made.id}` as string });
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('import.new')}
      closeButtonProps={{ 'aria-label': t('desk:common.close') }}
    >
      <form className={styles['form']} onSubmit={(event) => void submit(event)}>
        <Select
          label={t('import.what')}
          data={WHATS.map((value) => ({ value, label: t(`import.whats.${value}`) }))}
          value={what}
          allowDeselect={false}
          onChange={(value) => value && setWhat(value)}
        />
        {(what === 'customers' || what === 'articles') && brands.length > 1 && (
          <Select
            label={t('import.brand')}
            data={brands.map((one) => ({ value: one.slug, label: one.name }))}
            value={brand}
            allowDeselect={false}
            onChange={(value) => value && setBrand(value)}
          />
        )}
        <FileInput
          label={t('import.file')}
          description={t(what === 'articles' ? 'import.articlesHint' : 'import.fileHint')}
          placeholder={t('import.choose')}
          accept={
            what === 'articles'
              ? '.md,.markdown,.txt,.html,.htm,.zip,.json'
              : '.csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain'
          }
          leftSection={<IconFileUpload size={16} aria-hidden />}
          required
          value={file}
          onChange={setFile}
        />
        <Refused error={problem} />
        <div className={styles['buttons']}>
          <Button type="submit" loading={busy} disabled={!file}>
            {t('import.upload')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('desk:common.cancel')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

export function ImportsPage() {
  const { t } = useTranslation('admin');
  const query = useImports();
  const [making, setMaking] = useState(false);
  const rows = query.data?.items ?? [];
  const columns: Column<ImportShort>[] = [
    {
      key: 'file',
      head: t('import.file'),
      cell: (run) => (
        <Link to={`/admin/import/${run.id}` as string} className={styles['open']}>
          {run.file}
        </Link>
      ),
    },
    { key: 'what', head: t('import.what'), cell: (run) => textAt(`admin:import.whats.${run.what}`) },
    { key: 'state', head: t('list.status'), cell: (run) => <State state={run.state} /> },
    { key: 'created', head: t('import.wasCreated'), figures: true, cell: (run) => run.created },
    { key: 'changed', head: t('import.wasChanged'), figures: true, cell: (run) => run.changed },
    { key: 'problems', head: t('import.problems'), figures: true, cell: (run) => run.problems },
    { key: 'by', head: t('import.by'), cell: (run) => run.by_name || '–' },
    { key: 'at', head: t('import.at'), figures: true, cell: (run) => <When at={run.at} /> },
  ];
  const create = (
    <Button leftSection={<IconTableImport size={15} />} onClick={() => setMaking(true)}>
      {t('import.new')}
    </Button>
  );
  return (
    <Page title={t('section.import')} actions={create}>
      <p className={styles['lead']}>{t('help.import')}</p>
      <Loading query={query}>
        {rows.length > 0 ? (
          <Table label={t('section.import')} columns={columns} rows={rows} id={(run) => run.id} />
        ) : (
          <EmptyState
            icon={<IconTableImport size={26} stroke={1.6} aria-hidden />}
            title={t('import.none')}
            action={create}
          >
            {t('import.noneHint')}
          </EmptyState>
        )}
      </Loading>
      {making && <NewImport onClose={() => setMaking(false)} />}
    </Page>
  );
}
