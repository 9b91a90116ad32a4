/** What came in and opened no conversation: why, the raw text, and another try. */
import { Button, Modal, SegmentedControl } from '@mantine/core';
import { IconDownload, IconFileText, IconRefresh, IconShieldCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf, useCatalog } from '@/api/session';
import { Page } from '@/ui/Page';
import { sayProblem } from '@/ui/problem';
import { EmptyState } from '@/ui/States';
import { Table, type Column } from '@/ui/Table';
import { toast } from '@/ui/toast';
import styles from '../Admin.module.css';
import { When } from './EndpointsPage';
import { Loading, More } from './Loading';
import { retryIngress, useIngress, useRaw, type HeldBack, type IngressLine } from './questions';

export function RawText({ path }: { path: string }) {
  const { t } = useTranslation('admin');
  const query = useRaw(path);
  return (
    <Loading query={query}>
      <div className={styles['form']}>
        <pre className={styles['raw']} tabIndex={0} aria-label={t('quarantine.raw')}>
          {query.data}
        </pre>
        <div>
          <Button
            component="a"
            href={path}
            download
            variant="default"
            leftSection={<IconDownload size={15} />}
          >
            {t('quarantine.download')}
          </Button>
        </div>
      </div>
    </Loading>
  );
}

async function tryAgain(line: IngressLine, said: string): Promise<void> {
  try {
    await retryIngress(line.id);
    toast.done(said);
  } catch (error) {
    toast.failed(sayProblem(error));
  }
}

function List({ state, onOpen }: { state: HeldBack; onOpen: (line: IngressLine) => void }) {
  const { t, i18n } = useTranslation('admin');
  const { endpoints } = useCatalog();
  const query = useIngress(state);
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const columns: Column<IngressLine>[] = [
    { key: 'at', head: t('quarantine.at'), cell: (line) => <When at={line.at} /> },
    { key: 'from', head: t('quarantine.from'), cell: (line) => line.sender || '–' },
    {
      key: 'endpoint',
      head: t('section.endpoint'),
      cell: (line) => nameOf(endpoints, line.endpoint, i18n.language),
    },
    { key: 'why', head: t('quarantine.why'), cell: (line) => line.detail || line.why },
    { key: 'tries', head: t('webhook.tries'), figures: true, cell: (line) => line.tries },
    {
      key: 'do',
      head: t('quarantine.do'),
      quiet: true,
      figures: true,
      cell: (line) => (
        <span className={styles['buttons']}>
          <Button
            variant="subtle"
            size="compact-xs"
            leftSection={<IconFileText size={14} />}
            onClick={() => onOpen(line)}
          >
            {t('quarantine.look')}
          </Button>
          <Button
            variant="subtle"
            size="compact-xs"
            leftSection={<IconRefresh size={14} />}
            onClick={() => void tryAgain(line, t('quarantine.retried'))}
          >
            {t('quarantine.retry')}
          </Button>
        </span>
      ),
    },
  ];
  return (
    <Loading query={query}>
      {rows.length > 0 ? (
        <Table label={t('section.quarantine')} columns={columns} rows={rows} id={(line) => line.id} />
      ) : (
        <EmptyState
          icon={<IconShieldCheck size={26} stroke={1.6} aria-hidden />}
          title={t(`quarantine.none.${state}`)}
        >
          {t(`quarantine.noneHint.${state}`)}
        </EmptyState>
      )}
      <More query={query} />
    </Loading>
  );
}

export function QuarantinePage() {
  const { t } = useTranslation(['admin', 'desk']);
  const [state, setState] = useState<HeldBack>('quarantined');
  const [open, setOpen] = useState<IngressLine | null>(null);
  return (
    <Page title={t('section.quarantine')}>
      <p className={styles['lead']}>{t('help.quarantine')}</p>
      <SegmentedControl
        mb="sm"
        size="xs"
        aria-label={t('list.status')}
        value={state}
        onChange={(value) => setState(value as HeldBack)}
        data={[
          { value: 'quarantined', label: t('quarantine.quarantined') },
          { value: 'set_aside', label: t('quarantine.setAside') },
        ]}
      />
      <List key={state} state={state} onOpen={setOpen} />
      {open && (
        <Modal
          opened
          size="xl"
          onClose={() => setOpen(null)}
          title={open.sender || open.id}
          closeButtonProps={{ 'aria-label': t('desk:common.close') }}
        >
          <RawText path={`/api/v1/ingress/${open.id}/raw`} />
        </Modal>
      )}
    </Page>
  );
}
