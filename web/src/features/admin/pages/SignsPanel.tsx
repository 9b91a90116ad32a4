/** Why is this not working: every condition in order, in plain words, with the next step as a button. */
import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from '../Admin.module.css';
import home from './Home.module.css';
import { Level } from './HomePage';
import { Loading } from './Loading';
import { useSigns, type Sign } from './overview';
import { useSaySign } from './sentences';

interface Props {
  kind: 'endpoint' | 'queue';
  slug: string;
  /** Tries the connection, where there is one. */
  onTest?: () => void;
}

function Verdict({ signs }: { signs: readonly Sign[] }) {
  const { t } = useTranslation('admin');
  const bad = signs.filter((one) => one.level === 'bad').length;
  const warn = signs.filter((one) => one.level === 'warn').length;
  const level = bad ? 'bad' : warn ? 'warn' : 'ok';
  const words = bad
    ? t('signs.bad', { count: bad })
    : warn
      ? t('signs.warn', { count: warn })
      : t('signs.ok');
  return (
    <p className={home['well']} data-level={level} role="status">
      <Level level={level} />
      <b>{words}</b>
    </p>
  );
}

function Step({ sign, slug, onTest }: { sign: Sign; slug: string; onTest?: (() => void) | undefined }) {
  const { t } = useTranslation('admin');
  if (sign.go === 'test') {
    return onTest ? (
      <Button variant="default" size="compact-sm" onClick={onTest}>
        {t('signs.test')}
      </Button>
    ) : null;
  }
  if (!sign.go.startsWith('/') || sign.level === 'ok' || sign.go.endsWith(`/${slug}`)) return null;
  return (
    <Button component={Link} to={sign.go as string} variant="default" size="compact-sm">
      {sign.level === 'bad' ? t('signs.fix') : t('signs.look')}
    </Button>
  );
}

export function SignsPanel({ kind, slug, onTest }: Props) {
  const { t } = useTranslation('admin');
  const [open, setOpen] = useState(false);
  const query = useSigns(kind, slug, open);
  const say = useSaySign();
  const signs = query.data?.items ?? [];
  if (!open) {
    return (
      <Button variant="default" w="fit-content" onClick={() => setOpen(true)}>
        {t('signs.title')}
      </Button>
    );
  }
  return (
    <section className={styles['panel']} aria-label={t('signs.title')}>
      <div className={styles['panelHead']}>
        <b>{t('signs.title')}</b>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconRefresh size={14} aria-hidden />}
          loading={query.isFetching}
          onClick={() => void query.refetch()}
        >
          {t('signs.again')}
        </Button>
      </div>
      <Loading query={query}>
        <Verdict signs={signs} />
        <ol className={home['attention']}>
          {signs.map((sign) => (
            <li key={sign.code}>
              <Level level={sign.level} />
              <div>
                {say(sign)}
                {sign.detail && <small> {sign.detail}</small>}
              </div>
              <Step sign={sign} slug={slug} onTest={onTest} />
            </li>
          ))}
        </ol>
      </Loading>
    </section>
  );
}
