/** One run: where it stands, what came out, and what may be done with it. */
import { Button, Progress } from '@mantine/core';
import { IconPlayerStop, IconRefresh, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/api/session';
import { Strip } from '@/ui/Bits';
import { useTitle } from '@/ui/Page';
import { sayProblem } from '@/ui/problem';
import { ErrorState, ListSkeleton } from '@/ui/States';
import { textAt } from '@/ui/i18n';
import { fullTime } from '@/ui/time';
import { toast } from '@/ui/toast';
import { Changes } from './Changes';
import { cancel, isOpen, remove, useRun, type Shown } from './questions';
import { Result } from './Result';
import { StateChip, useTitleOf } from './RunList';
import { useTwinSearch } from './TwinPage';
import styles from './Twin.module.css';
import { useDayName } from './words';
import { clock, secondsOf } from './zone';

async function orSay(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    toast.failed(sayProblem(error));
  }
}

function Head({ shown }: { shown: Shown }) {
  const { t } = useTranslation('twin');
  const [, go] = useTwinSearch();
  const title = useTitleOf()(shown);
  const dayName = useDayName();
  useTitle(title);
  const zone = useMe().centre.time_zone;
  const { since } = shown.question;
  const time = since ? ` ${t('traffic.since', { time: clock(secondsOf(Date.parse(since), zone)) })}` : '';
  const day = shown.day ? dayName(shown.day) + time : t('traffic.madeUp');
  return (
    <header className={styles['head']}>
      <div>
        <h2>{title}</h2>
        <p className={styles['quiet']}>
          {shown.title || !shown.day ? `${day} · ` : time && `${time} · `}
          {shown.by_name || t('runs.program')} · {fullTime(Date.parse(shown.at))}
        </p>
      </div>
      <StateChip line={shown} />
      <div className={styles['actions']}>
        {isOpen(shown.state) ? (
          <Button
            variant="default"
            leftSection={<IconPlayerStop size={15} />}
            onClick={() => void orSay(() => cancel(shown.id))}
          >
            {t('run.cancel')}
          </Button>
        ) : (
          <>
            <Button
              variant="default"
              leftSection={<IconRefresh size={15} />}
              onClick={() => go({ ask: shown.id })}
            >
              {t('run.again')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconTrash size={15} />}
              onClick={() =>
                void orSay(async () => {
                  await remove(shown.id);
                  go({});
                  toast.done(t('run.removed'));
                })
              }
            >
              {t('run.remove')}
            </Button>
          </>
        )}
      </div>
    </header>
  );
}

function UnderWay({ shown }: { shown: Shown }) {
  const { t } = useTranslation('twin');
  const percent = Math.round(shown.progress * 100);
  return (
    <section className={styles['part']}>
      <h3>{shown.state === 'waiting' ? t('run.waiting') : t('run.running', { percent })}</h3>
      <Progress value={percent} aria-label={t('run.progress')} size="lg" />
      <p className={styles['quiet']}>{t('run.leave')}</p>
    </section>
  );
}

function Ended({ shown }: { shown: Shown }) {
  const { t } = useTranslation('twin');
  if (shown.state === 'interrupted') return <Strip tone="warn">{t('run.interrupted')}</Strip>;
  if (shown.state === 'cancelled') return <Strip tone="plain">{t('run.cancelled')}</Strip>;
  if (shown.state !== 'failed') return null;
  const why = textAt(`twin:why.${shown.why}`) ?? t('why.unexpected');
  return (
    <Strip tone="bad">
      <span>
        {t('run.failed')} {why}
      </span>
    </Strip>
  );
}

export function RunView({ id }: { id: string }) {
  const { t } = useTranslation(['twin', 'errors' as 'twin']);
  const query = useRun(id);
  if (query.isPending) return <ListSkeleton />;
  if (!query.data) {
    return (
      <ErrorState title={t('failed')} detail={sayProblem(query.error)} onRetry={() => void query.refetch()} />
    );
  }
  const shown = query.data;
  return (
    <article className={styles['run']}>
      <Head shown={shown} />
      {isOpen(shown.state) && <UnderWay shown={shown} />}
      <Ended shown={shown} />
      {shown.answer && <Result shown={shown} answer={shown.answer} />}
      <Changes shown={shown} />
    </article>
  );
}
