/** What if: the runs there are on the left; on the right the question being asked, or what came out. */
import { Button } from '@mantine/core';
import { IconPlus, IconWand } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import { Page } from '@/ui/Page';
import { sayProblem } from '@/ui/problem';
import { EmptyState, ErrorState, ListSkeleton } from '@/ui/States';
import { AskPage } from './Ask';
import { useRuns } from './questions';
import { RunList } from './RunList';
import { RunView } from './RunView';
import type { TwinSearch } from './search';
import { Tabs } from './Tabs';
import styles from './Twin.module.css';

export function useTwinSearch(): [TwinSearch, (search: TwinSearch) => void] {
  const search = useSearch({ strict: false }) as TwinSearch;
  const navigate = useNavigate();
  return [search, (next) => void navigate({ to: '/twin', search: next as never })];
}

function Welcome({ onAsk }: { onAsk: () => void }) {
  const { t } = useTranslation('twin');
  return (
    <EmptyState
      icon={<IconWand size={26} stroke={1.6} aria-hidden />}
      title={t('welcome.title')}
      action={
        <Button leftSection={<IconPlus size={15} />} onClick={onAsk}>
          {t('ask.new')}
        </Button>
      }
    >
      <p>{t('welcome.text')}</p>
      <ul className={styles['examples']}>
        <li>{t('welcome.one')}</li>
        <li>{t('welcome.two')}</li>
        <li>{t('welcome.three')}</li>
      </ul>
    </EmptyState>
  );
}

function Main() {
  const [search, go] = useTwinSearch();
  if (search.ask) {
    const key = search.ask + (search.at ?? '');
    return <AskPage key={key} from={search.ask} since={search.at ?? ''} onAsked={(run) => go({ run })} />;
  }
  if (search.run) return <RunView key={search.run} id={search.run} />;
  return <Welcome onAsk={() => go({ ask: 'new' })} />;
}

export function TwinPage() {
  const { t } = useTranslation('twin');
  const [search, go] = useTwinSearch();
  const runs = useRuns();
  const refused = runs.isError && asProblem(runs.error).status === 403;
  return (
    <Page
      title={t('title')}
      actions={
        !refused && (
          <Button
            leftSection={<IconPlus size={15} />}
            disabled={search.ask === 'new'}
            onClick={() => go({ ask: 'new' })}
          >
            {t('ask.new')}
          </Button>
        )
      }
    >
      <Tabs />
      {refused && <EmptyState title={t('refused')}>{t('refusedHint')}</EmptyState>}
      {runs.isError && !refused && !runs.data && (
        <ErrorState title={t('failed')} detail={sayProblem(runs.error)} onRetry={() => void runs.refetch()} />
      )}
      {runs.isPending && <ListSkeleton />}
      {runs.data && (
        <div className={styles['page']}>
          <RunList runs={runs.data.items} open={search.run ?? ''} />
          <div className={styles['main']}>
            <Main />
          </div>
        </div>
      )}
    </Page>
  );
}
