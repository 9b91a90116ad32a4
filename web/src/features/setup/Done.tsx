/** It works: the line for the web page, a page to try it on, and the first message coming in. */
import { Button } from '@mantine/core';
import { IconCheck, IconCopy, IconExternalLink, IconInbox, IconLoader2 } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, told } from '@/api/client';
import { choosePresence } from '@/api/session';
import { useTitle } from '@/ui/Page';
import { toast } from '@/ui/toast';
import styles from './Setup.module.css';

const LOOK_EVERY = 2_000;

/** The newest conversation, looked for until there is one. */
function useFirstMessage() {
  return useQuery({
    queryKey: ['setup-first'],
    queryFn: async ({ signal }) => {
      const query = { view: 'all' as const, sort: '-touched_at' as const, limit: 1 };
      const found = await told(api.GET('/api/v1/conversations', { params: { query }, signal }));
      return found.items[0] ?? null;
    },
    refetchInterval: (query) => (query.state.data ? false : LOOK_EVERY),
    staleTime: 0,
  });
}

function FirstMessage() {
  const { t } = useTranslation('admin');
  const { data: row } = useFirstMessage();
  return (
    <div className={styles['first']} role="status" data-here={row ? true : undefined}>
      {row ? (
        <>
          <IconCheck size={18} aria-hidden />
          <span>
            {t('setup.arrived')} <q>{row.last_line}</q>
          </span>
          <Button component={Link} to={`/inbox/all/${row.id}`}>
            {t('setup.openIt')}
          </Button>
        </>
      ) : (
        <>
          <IconLoader2 size={18} aria-hidden />
          <span>{t('setup.waitingForIt')}</span>
        </>
      )}
    </div>
  );
}

function Chat() {
  const { t } = useTranslation(['admin', 'desk']);
  const { data } = useQuery({
    queryKey: ['snippet', 'chat'],
    queryFn: ({ signal }) =>
      told(api.GET('/api/v1/endpoints/{slug}/snippet', { params: { path: { slug: 'chat' } }, signal })),
  });
  if (!data) return null;
  const key = /data-endpoint="([^"]+)"/u.exec(data.html)?.[1] ?? '';
  return (
    <>
      <section className={styles['card']}>
        <h2>{t('setup.snippet')}</h2>
        <p className={styles['quiet']}>{t('endpoint.snippetHint')}</p>
        <pre tabIndex={0} aria-label={t('endpoint.snippet')}>
          {data.html}
        </pre>
        <div>
          <Button
            variant="default"
            leftSection={<IconCopy size={15} />}
            onClick={() => {
              void navigator.clipboard.writeText(data.html);
              toast.done(t('desk:common.copied'));
            }}
          >
            {t('desk:common.copy')}
          </Button>
        </div>
      </section>
      <section className={styles['card']}>
        <h2>{t('setup.test')}</h2>
        <p className={styles['quiet']}>{t('setup.testHint')}</p>
        <div>
          <Button
            component="a"
            href={`/demo?endpoint=${encodeURIComponent(key)}`}
            target="_blank"
            rel="noreferrer"
            onClick={() => void choosePresence('available').catch(() => undefined)}
            leftSection={<IconExternalLink size={15} />}
          >
            {t('setup.openDemo')}
          </Button>
        </div>
        <FirstMessage />
      </section>
    </>
  );
}

interface Props {
  chat: boolean;
  address: string;
}

export function Done({ chat, address }: Props) {
  const { t } = useTranslation('admin');
  useTitle(t('setup.done'));
  return (
    <>
      <h1>{t('setup.done')}</h1>
      <p className={styles['quiet']}>{t('setup.doneHint')}</p>
      {chat && <Chat />}
      {address && (
        <section className={styles['card']}>
          <h2>{address}</h2>
          <p className={styles['quiet']}>{t('setup.mailHint', { address })}</p>
          <div>
            <Button component={Link} to="/admin/endpoint/mail" variant="default">
              {t('endpoint.test')}
            </Button>
          </div>
        </section>
      )}
      <div className={styles['buttons']}>
        <Button component={Link} to="/inbox/all" leftSection={<IconInbox size={15} />}>
          {t('setup.toInbox')}
        </Button>
        <Button component={Link} to="/admin/users" variant="default">
          {t('setup.invite')}
        </Button>
        <Button component={Link} to="/admin/hours" variant="default">
          {t('setup.hours')}
        </Button>
      </div>
    </>
  );
}
