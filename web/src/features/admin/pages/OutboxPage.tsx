/** Where no relay is set up, mail is laid here instead of being sent: to be looked into. */
import { Button, Modal } from '@mantine/core';
import { IconFileText, IconMailOff, IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import { Page } from '@/ui/Page';
import { EmptyState } from '@/ui/States';
import { Table, type Column } from '@/ui/Table';
import styles from '../Admin.module.css';
import { When } from './EndpointsPage';
import { Loading } from './Loading';
import { useSentMails, type SentMail } from './questions';
import { RawText } from './QuarantinePage';

function Mail({ mail }: { mail: SentMail }) {
  const { t } = useTranslation('admin');
  const [raw, setRaw] = useState(false);
  if (raw) return <RawText path={`/api/v1/outbox/${mail.id}`} />;
  return (
    <div className={styles['form']}>
      <p className={styles['quiet']}>{t('outbox.to', { to: mail.to.join(', ') })}</p>
      <p className={styles['letter']}>{mail.text}</p>
      <div>
        <Button variant="default" leftSection={<IconFileText size={15} />} onClick={() => setRaw(true)}>
          {t('outbox.whole')}
        </Button>
      </div>
    </div>
  );
}

export function OutboxPage() {
  const { t } = useTranslation(['admin', 'desk']);
  const query = useSentMails();
  const [open, setOpen] = useState<SentMail | null>(null);
  const items = query.data?.items ?? [];
  const gone = query.isError && asProblem(query.error).status === 404;
  const columns: Column<SentMail>[] = [
    { key: 'at', head: t('outbox.at'), order: (mail) => mail.at, cell: (mail) => <When at={mail.at} /> },
    { key: 'to', head: t('outbox.toHead'), cell: (mail) => mail.to.join(', ') },
    {
      key: 'subject',
      head: t('outbox.subject'),
      cell: (mail) => (
        <button type="button" className={styles['openButton']} onClick={() => setOpen(mail)}>
          {mail.subject || t('outbox.noSubject')}
        </button>
      ),
    },
  ];
  return (
    <Page title={t('section.outbox')}>
      <p className={styles['lead']}>{t('help.outbox')}</p>
      {gone ? (
        <EmptyState icon={<IconSend size={26} stroke={1.6} aria-hidden />} title={t('outbox.relay')}>
          {t('outbox.relayHint')}
        </EmptyState>
      ) : (
        <Loading query={query}>
          {items.length > 0 ? (
            <Table
              label={t('section.outbox')}
              columns={columns}
              rows={items}
              id={(mail) => mail.id}
              initial="-at"
            />
          ) : (
            <EmptyState icon={<IconMailOff size={26} stroke={1.6} aria-hidden />} title={t('outbox.none')}>
              {t('outbox.noneHint')}
            </EmptyState>
          )}
        </Loading>
      )}
      {open && (
        <Modal
          opened
          size="lg"
          onClose={() => setOpen(null)}
          title={open.subject || t('outbox.noSubject')}
          closeButtonProps={{ 'aria-label': t('desk:common.close') }}
        >
          <Mail mail={open} />
        </Modal>
      )}
    </Page>
  );
}
