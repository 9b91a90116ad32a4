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
import { Call, Company, GroupOf, Matter, Message, Person } from './Hits';
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
    calls: pages[0]?.calls ?? [],
    customers: pages.flatMap((page) => page.customers.items),
    organizations: pages[0]?.organizations ?? [],
    conversations: pages[0]?.conversations ?? [],
  };
  const count =
    whole.messages.length +
    whole.calls.length +
    whole.customers.length +
    whole.organizations.length +
    whole.conversations.length;
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
  const busy = query.isFetching || looking;
  return (
    <div className={styles['results']} data-results data-stale={query.isPlaceholderData || undefined}>
      <Understood parts={first.understood} />
      {first.behind > 0 && <Strip tone="info">{t('behind')}</Strip>}
      <p className={styles['hidden']} role="status">
        {busy ? t('searching') : t('found', { count })}
      </p>
      {count === 0 && !looking && !query.isPlaceholderData ? (
        <Nothing asked={asked} first={first} onGroup={onGroup} />
      ) : (
        <Groups whole={whole} first={first} all={asked.type === 'all'} onOpen={onOpen} onGroup={onGroup} />
      )}
      {query.hasNextPage && count > 0 && (
        <Button
          variant="subtle"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('more')}
        </Button>
      )}
    </div>
  );
}

interface GroupsProps {
  whole: ReturnType<typeof useWhole>['whole'];
  first: Found;
  /** All groups are shown: each says where the rest of it is. */
  all: boolean;
  onOpen: () => void;
  onGroup: (group: Group) => void;
}

function Groups({ whole, first, all, onOpen, onGroup }: GroupsProps) {
  const { t } = useTranslation('find');
  const rest = (group: 'customers' | 'messages', text: string) =>
    all && first[group].next ? (
      <Button variant="subtle" size="compact-sm" onClick={() => onGroup(group)}>
        {text}
      </Button>
    ) : null;
  return (
    <>
      {whole.conversations.length > 0 && (
        <GroupOf title={t('group.conversations')}>
          {whole.conversations.map((row) => (
            <Matter key={row.id} row={row} onOpen={onOpen} />
          ))}
        </GroupOf>
      )}
      {whole.customers.length > 0 && (
        <GroupOf title={t('group.customers')} more={rest('customers', t('allCustomers'))}>
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
      {whole.calls.length > 0 && (
        <GroupOf title={t('group.calls')}>
          {whole.calls.map((hit) => (
            <Call key={`${hit.recording} ${hit.at_ms}`} hit={hit} onOpen={onOpen} />
          ))}
        </GroupOf>
      )}
      {whole.messages.length > 0 && (
        <GroupOf title={t('group.messages')} more={rest('messages', t('allMessages'))}>
          {whole.messages.map((hit) => (
            <Message key={hit.id} hit={hit} onOpen={onOpen} />
          ))}
        </GroupOf>
      )}
    </>
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
