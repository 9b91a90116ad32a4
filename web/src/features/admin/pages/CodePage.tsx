/** Configuration as text: take it along, upload it, see what it would change, put it in force. */
import { Button, Switch, FileButton } from '@mantine/core';
import { IconDownload, IconFileZip, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '@/ui/Page';
import { refusalCode, sayProblem } from '@/ui/problem';
import { ErrorState, ListSkeleton } from '@/ui/States';
import { toast } from '@/ui/toast';
import { download, planOf, useApply, type ConfigPlan } from './code';
import styles from './Code.module.css';
import { Effect } from './CodeEffect';
import { PlanShown } from './CodePlan';

interface Chosen {
  file: File;
  prune: boolean;
}

/** Where it stands: nothing chosen, being worked out, planned, or refused. */
interface State {
  chosen: Chosen | null;
  plan: ConfigPlan | null;
  effect: ConfigPlan | null;
  error: unknown;
  busy: boolean;
}

const NOTHING: State = { chosen: null, plan: null, effect: null, error: null, busy: false };

function useCode() {
  const { t } = useTranslation('code');
  const [state, setState] = useState<State>(NOTHING);
  const send = useApply();
  const work = async (chosen: Chosen) => {
    setState({ ...NOTHING, chosen, busy: true });
    try {
      const plan = await planOf(chosen, false);
      setState({ ...NOTHING, chosen, plan });
      if (plan.routes && plan.possible) {
        const effect = await planOf(chosen, true);
        setState((now) => (now.chosen === chosen ? { ...now, effect } : now));
      }
    } catch (error) {
      setState({ ...NOTHING, chosen, error });
    }
  };
  const apply = async () => {
    const { chosen, plan } = state;
    if (!chosen || !plan) return;
    setState({ ...state, busy: true });
    try {
      const done = await send(chosen, plan.token);
      const many = (what: string) => done.lines.filter((line) => line.what === what).length;
      toast.done(t('applied', { added: many('added'), changed: many('changed'), retired: many('retired') }));
      setState(NOTHING);
    } catch (error) {
      if (refusalCode(error) === 'conflict') toast.failed(t('movedOn'));
      else toast.failed(sayProblem(error));
      await work(chosen);
    }
  };
  return { state, work, apply };
}

function Command() {
  const { t } = useTranslation('code');
  return (
    <details className={styles['command']}>
      <summary>{t('command')}</summary>
      <pre>
        {`export ATIENDE_API_KEY=atk_…
atiende export centro --server ${window.location.origin}
atiende plan centro --server ${window.location.origin}
atiende apply centro --server ${window.location.origin}`}
      </pre>
    </details>
  );
}

/** The plan of the chosen file, what the twin expects of it, and the button that puts it in force. */
function Planned({ state, apply }: { state: State; apply: () => void }) {
  const { t } = useTranslation('code');
  const { plan, effect, error, busy } = state;
  return (
    <>
      {busy && !plan && <ListSkeleton rows={4} />}
      {error !== null && <ErrorState title={t('problems')} detail={sayProblem(error)} />}
      {plan && <PlanShown plan={plan} />}
      {plan?.routes && plan.possible && <Effect plan={effect} />}
      {plan?.possible && plan.lines.length > 0 && (
        <div>
          <Button onClick={apply} loading={busy}>
            {t('apply')}
          </Button>
        </div>
      )}
    </>
  );
}

export function CodePage() {
  const { t } = useTranslation('code');
  const { state, work, apply } = useCode();
  const { chosen, busy } = state;
  const prune = chosen?.prune ?? false;
  return (
    <Page
      title={t('title')}
      actions={
        <Button
          variant="default"
          leftSection={<IconDownload size={15} />}
          onClick={() => void download().catch((failed: unknown) => toast.failed(sayProblem(failed)))}
        >
          {t('download')}
        </Button>
      }
    >
      <div className={styles['code']}>
        <p className={styles['what']}>{t('what')}</p>
        <section className={styles['upload']} aria-label={t('upload')}>
          <IconFileZip size={22} stroke={1.6} aria-hidden />
          <div>
            <b>{chosen ? chosen.file.name : t('upload')}</b>
            <p>{t('uploadHint')}</p>
          </div>
          <FileButton accept=".zip,application/zip" onChange={(file) => file && void work({ file, prune })}>
            {(props) => (
              <Button
                {...props}
                variant={chosen ? 'default' : 'filled'}
                leftSection={<IconUpload size={15} />}
                loading={busy}
              >
                {t(chosen ? 'another' : 'choose')}
              </Button>
            )}
          </FileButton>
          {chosen && (
            <Switch
              className={styles['prune']}
              checked={prune}
              label={t('prune')}
              description={t('pruneHint')}
              disabled={busy}
              onChange={(event) => void work({ file: chosen.file, prune: event.currentTarget.checked })}
            />
          )}
        </section>
        <Planned state={state} apply={() => void apply()} />
        <Command />
      </div>
    </Page>
  );
}
