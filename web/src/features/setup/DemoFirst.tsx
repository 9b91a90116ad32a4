/** Before there is a centre: one that is made up can be looked at first. */
import { Button, Progress } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DEMO_KEY, enterDemo, loadFirstDemo, useFirstDemo } from '@/api/demo';
import { sayProblem } from '@/ui/problem';
import { toast } from '@/ui/toast';
import styles from './Setup.module.css';

const ALL = 100;

export function DemoFirst({ token }: { token: string }) {
  const { t } = useTranslation('demo');
  const client = useQueryClient();
  const { data: demo } = useFirstDemo(token);
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
  if (!demo) return null;
  const percent = Math.round(demo.done * ALL);
  return (
    <aside className={styles['card']} aria-labelledby="demo-first">
      <h2 id="demo-first">{t('first')}</h2>
      <p className={styles['quiet']}>{t('firstHint')}</p>
      {demo.state === 'loading' ? (
        <div role="status">
          <p>{t('loading', { percent })}</p>
          <Progress value={percent} aria-label={t('loading', { percent })} />
        </div>
      ) : (
        <div>
          <Button
            variant="default"
            leftSection={<IconEye size={16} />}
            loading={busy}
            onClick={() => run(() => (demo.state === 'ready' ? enterDemo(token) : loadFirstDemo(token)))}
          >
            {demo.state === 'ready' ? t('enter') : t('load')}
          </Button>
        </div>
      )}
    </aside>
  );
}
