/** What was found, by group; what was understood above it. Earlier hits stay while new ones are on their way. */
import { Button } from '@mantine/core';
import { IconSearchOff } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import { Strip } from '@/ui/Bits';
import { sayProblem } from '@/ui/problem';
import { EmptyState, ErrorState, ListSkeleton } from '@/ui/States';
import styles from './Find.module.css';
import { Company, GroupOf, Matter, Message, Person } from './Hits';
import { useFound, type Found } from './questions';
import type { Asked, Group } from './search';
import { Understood } from './Understood';

interface Props {
  asked: Asked;
  onOpen: () => void;
  onGroup: (group: Group) => void;
}

function useWhole(asked: Asked) {
  const query = useFound(asked);
  const pages = query.data?.pages ?? [];
  const whole = {
    messages: pages.flatMap((page) => page.messages.items),
    customers: pages.flatMap((page) => page.customers.items),
    organizations: pages[0]?.organizations ?? [],
    conversations: pages[0]?.conversations ?? [],
  };
  const count =
    whole.messages.length + whole.customers.length + whole.organizations.length + whole.conversations.length;
  const { hasNextPage, isFetching, fetchNextPage } = query;
  // Much was looked through and nothing found yet: go on looking before saying so.
  const goOn = count === 0 && hasNextPage && !isFetching && pages.length < 6;
  useEffect(() => {
    if (goOn) void fetchNextPage();
  }, [goOn, fetchNextPage]);
  return { query, first: pages[0], whole, count, looking: goOn };
}

export function Results({ asked, onOpen, onGroup }: Props) {
  const { t } = useTranslation('find');
  const { query, first, whole, count, looking } = useWhole(asked);
  if (query.isError && !first) {
    return (
      <ErrorState
        title={t('failed')}
        detail={sayProblem(query.error)}
        reference={asProblem(query.error).reference}
        onRetry={() => void query.refetch()}
      />
    );
  }
  if (!first) return <ListSkeleton rows={5} />;
  return (
    <div className={styles['results']} data-results data-stale={query.isPlaceholderData || undefined}>
      <Understood parts={first.understood} />
      {first.behind > 0 && <Strip tone="info">{t('behind')}</Strip>}
      <p className={styles['hidden']} role="status">
        {query.isFetching || looking ? t('searching') : t('found', { count })}
      </p>
      {count === 0 && !query.isFetching && !looking ? (
        <Nothing asked={asked} first={first} onGroup={onGroup} />
      ) : (
        <>
          {whole.conversations.length > 0 && (
            <GroupOf title={t('group.conversations')}>
              {whole.conversations.map((row) => (
                <Matter key={row.id} row={row} onOpen={onOpen} />
              ))}
            </GroupOf>
          )}
          {whole.customers.length > 0 && (
            <GroupOf
              title={t('group.customers')}
              more={
                asked.type === 'all' && first.customers.next ? (
                  <Button variant="subtle" size="compact-sm" onClick={() => onGroup('customers')}>
                    {t('allCustomers')}
                  </Button>
                ) : null
              }
            >
              {whole.customers.map((row) => (
                <Person key={row.id} row={row} onOpen={onOpen} />
              ))}
            </GroupOf>
          )}
          {whole.organizations.length > 0 && (
            <GroupOf title={t('group.companies')}>
              {whole.organizations.map((hit) => (
                <Company key={hit.id} hit={hit} onOpen={onOpen} />
              ))}
            </GroupOf>
          )}
          {whole.messages.length > 0 && (
            <GroupOf
              title={t('group.messages')}
              more={
                asked.type === 'all' && first.messages.next ? (
                  <Button variant="subtle" size="compact-sm" onClick={() => onGroup('messages')}>
                    {t('allMessages')}
                  </Button>
                ) : null
              }
            >
              {whole.messages.map((hit) => (
                <Message key={hit.id} hit={hit} onOpen={onOpen} />
              ))}
            </GroupOf>
          )}
          {query.hasNextPage && (
            <Button
              variant="subtle"
              loading={query.isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
            >
              {t('more')}
            </Button>
          )}
        </>
      )}
    </div>
  );
}

function Nothing({ asked, first, onGroup }: { asked: Asked; first: Found; onGroup: (group: Group) => void }) {
  const { t } = useTranslation('find');
  const narrowed = first.understood.some(
    (part) => part.problem || (part.taken !== 'word' && part.taken !== 'prefix'),
  );
  return (
    <EmptyState
      icon={<IconSearchOff size={26} stroke={1.6} aria-hidden />}
      title={t('nothing')}
      action={
        asked.type === 'all' ? null : (
          <Button variant="default" onClick={() => onGroup('all')}>
            {t('inAll')}
          </Button>
        )
      }
    >
      {narrowed ? t('nothingNarrow') : t('nothingHint')}
    </EmptyState>
  );
}
