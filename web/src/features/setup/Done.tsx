/** It works: the line for the web page, a page to try it on, and the first message coming in. */
import { Button, CopyButton } from '@mantine/core';
import {
  IconCheck,
  IconCopy,
  IconExternalLink,
  IconInbox,
  IconLoader2,
  IconPhone,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { api, told } from '@/api/client';
import { choosePresence } from '@/api/session';
import { useTitle } from '@/ui/Page';
import { Refused } from '@/ui/problem';
import { noteSetup } from '@/ui/setupLeft';
import { toast } from '@/ui/toast';
import { guests } from './draft';
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
  const here = Boolean(row);
  useEffect(() => {
    if (here) noteSetup(null);
  }, [here]);
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
      <section className={styles['card']}>
        <h2>{t('setup.calls')}</h2>
        <p className={styles['quiet']}>{t('setup.callsHint')}</p>
        <div className={styles['buttons']}>
          <Button
            component="a"
            variant="default"
            href={`/demo?endpoint=${encodeURIComponent(key)}`}
            target="_blank"
            rel="noreferrer"
            onClick={() => void choosePresence('available').catch(() => undefined)}
            leftSection={<IconPhone size={15} aria-hidden />}
          >
            {t('setup.tryCall')}
          </Button>
          <Button component={Link} to={'/admin/trunk' as string} variant="subtle">
            {t('setup.trunks')}
          </Button>
        </div>
      </section>
    </>
  );
}

interface Guest {
  name: string;
  email: string;
  url: string;
}

async function inviteAll(invites: string, locale: string): Promise<Guest[]> {
  const made: Guest[] = [];
  for (const { name, email } of guests(invites)) {
    const body = { name, email, role: 'agent', teams: ['main'], locale };
    const user = await told(api.POST('/api/v1/users', { body }));
    const params = { path: { user_id: user.id } };
    const { url } = await told(api.POST('/api/v1/users/{user_id}/invitation', { params }));
    made.push({ name, email, url });
  }
  return made;
}

/** The people who come along, each with the link he gets. */
function Guests({ invites }: { invites: string }) {
  const { t, i18n } = useTranslation(['admin', 'desk']);
  const { data, isPending, error } = useQuery({
    queryKey: ['setup-guests', invites],
    staleTime: Infinity,
    gcTime: Infinity,
    retry: false,
    queryFn: () => inviteAll(invites, i18n.language.startsWith('es') ? 'es' : 'en'),
  });
  return (
    <section className={styles['card']}>
      <h2>{t('setup.guests')}</h2>
      <p className={styles['quiet']}>{t('setup.guestsHint')}</p>
      {isPending && <IconLoader2 size={18} aria-hidden />}
      <Refused error={error} />
      <ul className={styles['guests']}>
        {(data ?? []).map((one) => (
          <li key={one.email}>
            <span>
              <b>{one.name}</b> · {one.email}
            </span>
            <CopyButton value={one.url}>
              {({ copied, copy }) => (
                <Button
                  variant="default"
                  size="compact-sm"
                  leftSection={<IconCopy size={14} />}
                  aria-label={t('user.inviteTitle', { name: one.name })}
                  onClick={copy}
                >
                  {copied ? t('desk:common.copied') : t('user.inviteCopy')}
                </Button>
              )}
            </CopyButton>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface Props {
  chat: boolean;
  address: string;
  invites: string;
}

export function Done({ chat, address, invites }: Props) {
  const { t } = useTranslation('admin');
  useTitle(t('setup.done'));
  return (
    <>
      <h1>{t('setup.done')}</h1>
      <p className={styles['quiet']}>{t('setup.doneHint')}</p>
      {chat && <Chat />}
      {guests(invites).length > 0 && <Guests invites={invites} />}
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
