/** Above the work: what customers are told now, and, for supervisors, what many suddenly write about. */
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconSpeakerphone } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/session';
import { Strip } from '@/ui/Bits';
import { currentLanguage } from '@/ui/i18n';
import { sayProblem } from '@/ui/problem';
import { hour, useNow } from '@/ui/time';
import { toast } from '@/ui/toast';
import styles from './Notices.module.css';
import {
  dismissCanary,
  endNotice,
  useCanaries,
  useInForce,
  useNews,
  type CanaryShown,
  type NoticeShown,
} from './questions';
import { useAlertWords } from './words';

const NoticeDialog = lazy(async () => ({ default: (await import('./NoticeDialog')).NoticeDialog }));

function Told({ notice, supervises }: { notice: NoticeShown; supervises: boolean }) {
  const { t } = useTranslation('notices');
  const text =
    currentLanguage() === 'es' ? notice.text_es || notice.text_en : notice.text_en || notice.text_es;
  const end = () =>
    endNotice(notice.id).then(
      () => toast.done(t('strip.ended')),
      (error: unknown) => toast.failed(sayProblem(error)),
    );
  return (
    <Strip tone="info">
      <span className={styles['line']}>
        <IconSpeakerphone size={16} aria-hidden />
        <span>
          <b>{t('strip.label')}</b> {text}{' '}
          <small>{t('strip.until', { time: hour(Date.parse(notice.until)) })}</small>
        </span>
        {supervises && (
          <Button variant="default" size="compact-sm" onClick={() => void end()}>
            {t('strip.end')}
          </Button>
        )}
      </span>
    </Strip>
  );
}

function Alert({ canary, onTell }: { canary: CanaryShown; onTell: () => void }) {
  const { t } = useTranslation('notices');
  const words = useAlertWords();
  const dismiss = () => dismissCanary(canary.id).catch((error: unknown) => toast.failed(sayProblem(error)));
  return (
    <Strip tone="warn">
      <span className={styles['line']}>
        <IconAlertTriangle size={16} aria-hidden />
        <span>
          <b>{words(canary)}</b>{' '}
          <small>
            {t('alert.numbers', {
              customers: canary.customers,
              usual: canary.usual.toLocaleString(undefined, { maximumFractionDigits: 1 }),
              minutes: canary.minutes,
            })}{' '}
            · <Link to="/notices">{t('alert.conversations')}</Link>
          </small>
        </span>
        {!canary.notice && (
          <Button size="compact-sm" onClick={onTell}>
            {t('alert.notify')}
          </Button>
        )}
        <Button variant="default" size="compact-sm" onClick={() => void dismiss()}>
          {t('alert.dismiss')}
        </Button>
      </span>
    </Strip>
  );
}

export function NoticeStrip() {
  useNews();
  const supervises = useMay('queue.supervise');
  const now = useNow();
  const [telling, setTelling] = useState('');
  const { data } = useInForce();
  const canaries = useCanaries(true, supervises).data;
  return (
    <>
      {(canaries?.items ?? []).slice(0, 3).map((one) => (
        <Alert key={one.id} canary={one} onTell={() => setTelling(one.id)} />
      ))}
      {(data?.items ?? [])
        .filter((one) => Date.parse(one.until) > now)
        .map((one) => (
          <Told key={one.id} notice={one} supervises={supervises} />
        ))}
      {telling && (
        <Suspense fallback={null}>
          <NoticeDialog canary={telling} onClose={() => setTelling('')} />
        </Suspense>
      )}
    </>
  );
}
