/** How an inbox is doing: its light, its last mail, a test step by step, the snippet for the web page. */
import { Button, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy, IconExternalLink, IconPlugConnected, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/session';
import { Refused } from '@/ui/problem';
import { toast } from '@/ui/toast';
import styles from '../Admin.module.css';
import endpoint from './Endpoint.module.css';
import { useDocument } from '@/api/documents';
import { When } from './EndpointsPage';
import { Light } from './Light';
import { SignsPanel } from './SignsPanel';
import { testEndpoint, useEndpoints, useIngress, useSnippet, type Step } from './questions';

function Steps({ steps }: { steps: readonly Step[] }) {
  return (
    <ol className={endpoint['steps']}>
      {steps.map((step) => (
        <li key={step.step} data-ok={step.ok || undefined}>
          {step.ok ? <IconCheck size={15} aria-hidden /> : <IconX size={15} aria-hidden />}
          <b>{step.step}</b>
          {step.detail && <span>{step.detail}</span>}
        </li>
      ))}
    </ol>
  );
}

export function SnippetBox({ html }: { html: string }) {
  const { t } = useTranslation(['admin', 'desk']);
  const key = /data-endpoint="([^"]+)"/u.exec(html)?.[1] ?? '';
  return (
    <div className={styles['snippet']}>
      <p>{t('endpoint.snippetHint')}</p>
      <pre tabIndex={0} aria-label={t('endpoint.snippet')}>
        {html}
      </pre>
      <div className={styles['buttons']}>
        <Button
          variant="default"
          leftSection={<IconCopy size={15} />}
          onClick={() => {
            void navigator.clipboard.writeText(html);
            toast.done(t('desk:common.copied'));
          }}
        >
          {t('desk:common.copy')}
        </Button>
        <Button
          component="a"
          variant="subtle"
          href={`/demo?endpoint=${encodeURIComponent(key)}`}
          target="_blank"
          rel="noreferrer"
          leftSection={<IconExternalLink size={15} />}
        >
          {t('endpoint.tryIt')}
        </Button>
      </div>
    </div>
  );
}

/** What came in while the mailbox was on trial. */
function DryRun({ slug }: { slug: string }) {
  const { t } = useTranslation('admin');
  const query = useIngress('set_aside');
  const found = (query.data?.pages ?? [])
    .flatMap((page) => page.items)
    .filter((line) => line.endpoint === slug && line.why === 'dry_run');
  return (
    <div className={styles['dryRun']}>
      <b>{t('endpoint.dryRun', { count: found.length })}</b>
      {found.length === 0 && <p className={styles['quiet']}>{t('endpoint.dryRunNothing')}</p>}
      <ul>
        {found.slice(0, 10).map((line) => (
          <li key={line.id}>
            {line.sender || line.id} · <When at={line.at} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Copyable({ label, value }: { label: string; value: string }) {
  const { t } = useTranslation(['admin', 'desk']);
  return (
    <div className={styles['buttons']}>
      <span className={styles['quiet']}>{label}</span>
      <code>{value}</code>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Button variant="subtle" size="compact-xs" leftSection={<IconCopy size={13} />} onClick={copy}>
            {copied ? t('desk:common.copied') : t('desk:common.copy')}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}

/** For a mailbox that is not fetched by IMAP: what to put where, to be copied. */
function Forwarding({ slug }: { slug: string }) {
  const { t } = useTranslation('admin');
  const { data } = useDocument('endpoint', slug);
  const settings = (data?.body['settings'] ?? {}) as Record<string, unknown>;
  const address = settings['address'];
  if (settings['imap_host'] || typeof address !== 'string') return null;
  const domain = address.split('@')[1] ?? '';
  return (
    <div className={styles['snippet']}>
      <p>{t('endpoint.forwardHint')}</p>
      <Copyable label={t('endpoint.forwardTo')} value={address} />
      <Copyable label={t('endpoint.mx')} value={`${domain}. 3600 IN MX 10 ${window.location.hostname}.`} />
    </div>
  );
}

export function EndpointPanel({ slug }: { slug: string }) {
  const { t } = useTranslation('admin');
  const endpoints = useEndpoints();
  const mayEdit = useMay('config.edit');
  const line = endpoints.data?.items.find((one) => one.slug === slug);
  const snippet = useSnippet(slug, line?.channel === 'webchat');
  const [steps, setSteps] = useState<readonly Step[] | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  if (!line) return null;
  const test = async () => {
    setBusy(true);
    setProblem(null);
    try {
      setSteps((await testEndpoint(slug)).steps);
    } catch (error) {
      setProblem(error);
    }
    setBusy(false);
    void endpoints.refetch();
  };
  return (
    <section className={styles['panel']} aria-label={t('endpoint.works')}>
      <div className={styles['panelHead']}>
        <Light status={line.status} />
        <span className={styles['quiet']}>
          {t('endpoint.lastIn')}: <When at={line.last_in_at} />
        </span>
        <span className={styles['quiet']}>
          {t('endpoint.lastOut')}: <When at={line.last_out_at} />
        </span>
        {mayEdit && (
          <Button
            variant="default"
            loading={busy}
            leftSection={<IconPlugConnected size={15} />}
            onClick={() => void test()}
          >
            {t('endpoint.test')}
          </Button>
        )}
      </div>
      {line.problem && <p className={styles['wrong']}>{line.problem.detail}</p>}
      <Refused error={problem} />
      <div role="status">{steps && <Steps steps={steps} />}</div>
      <SignsPanel kind="endpoint" slug={slug} {...(mayEdit ? { onTest: () => void test() } : {})} />
      {line.status === 'dry_run' && <DryRun slug={slug} />}
      {line.channel === 'email' && <Forwarding slug={slug} />}
      {snippet.data && <SnippetBox html={snippet.data.html} />}
    </section>
  );
}
