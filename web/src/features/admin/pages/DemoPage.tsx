/** The demo centre: loaded in one click beside this centre, looked at, removed in one click. */
import { Button, Progress } from '@mantine/core';
import { IconEye, IconTrash, IconWand } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DEMO_KEY, enterDemo, loadDemo, removeDemo, useDemo, type DemoState } from '@/api/demo';
import { Page } from '@/ui/Page';
import { sayProblem } from '@/ui/problem';
import { RemoveDialog } from '@/ui/RemoveDemo';
import { ErrorState, ListSkeleton } from '@/ui/States';
import { toast } from '@/ui/toast';
import styles from '../Admin.module.css';

const ALL = 100;

function useDoing(): { busy: boolean; run: (act: () => Promise<unknown>) => void } {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const run = (act: () => Promise<unknown>): void => {
    setBusy(true);
    act()
      .catch((error: unknown) => toast.failed(sayProblem(error)))
      .finally(() => {
        setBusy(false);
        void client.invalidateQueries({ queryKey: DEMO_KEY });
      });
  };
  return { busy, run };
}

function Loading({ done }: { done: number }) {
  const { t } = useTranslation('demo');
  const percent = Math.round(done * ALL);
  return (
    <div role="status">
      <p>{t('loading', { percent })}</p>
      <Progress value={percent} aria-label={t('loading', { percent })} />
      <p className={styles['quiet']}>{t('loadHint')}</p>
    </div>
  );
}

function Ready() {
  const { t } = useTranslation('demo');
  const { busy, run } = useDoing();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <p>{t('ready')}</p>
      <p className={styles['quiet']}>{t('enterHint')}</p>
      <div className={styles['actions']}>
        <Button leftSection={<IconEye size={16} />} loading={busy} onClick={() => run(() => enterDemo())}>
          {t('enter')}
        </Button>
        <Button variant="default" leftSection={<IconTrash size={16} />} onClick={() => setAsking(true)}>
          {t('remove')}
        </Button>
      </div>
      <RemoveDialog
        opened={asking}
        onClose={() => setAsking(false)}
        onRemove={() => {
          setAsking(false);
          run(async () => {
            await removeDemo();
            toast.done(t('removed'));
          });
        }}
      />
    </>
  );
}

function Offered() {
  const { t } = useTranslation('demo');
  const { busy, run } = useDoing();
  return (
    <>
      <h2>{t('what')}</h2>
      <p>{t('content')}</p>
      <p className={styles['quiet']}>{t('loadHint')}</p>
      <Button leftSection={<IconWand size={16} />} loading={busy} onClick={() => run(loadDemo)}>
        {t('load')}
      </Button>
    </>
  );
}

/** One is in it: the ways out are in the bar above. */
function Here() {
  const { t } = useTranslation('demo');
  return <p>{t('here')}</p>;
}

function State({ demo }: { demo: DemoState }) {
  if (demo.state === 'loading') return <Loading done={demo.done} />;
  if (demo.state === 'ready' && !demo.here) return <Ready />;
  return demo.here ? <Here /> : <Offered />;
}

export function DemoPage() {
  const { t } = useTranslation('demo');
  const demo = useDemo();
  return (
    <Page title={t('title')} narrow>
      <p>{t('lead')}</p>
      {demo.isPending && <ListSkeleton rows={2} />}
      {demo.isError && (
        <ErrorState title={t('failed')} detail={sayProblem(demo.error)} onRetry={() => void demo.refetch()} />
      )}
      {demo.data && <State demo={demo.data} />}
    </Page>
  );
}
