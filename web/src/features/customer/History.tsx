/** Everything that passed with a customer, newest first: each line leads to its place. */
import { Button } from '@mantine/core';
import { IconArrowDownLeft, IconArrowUpRight, IconLock, IconPaperclip } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { MessageEntry } from '@/api/types';
import { ChannelIcon } from '@/ui/icons';
import { sayProblem } from '@/ui/problem';
import { ErrorState, ListSkeleton } from '@/ui/States';
import { fullTime, useNow, whenShort } from '@/ui/time';
import styles from './Customer.module.css';
import { useCustomerTimeline } from './questions';

const LINE = 180;

function Direction({ message }: { message: MessageEntry }) {
  if (message.direction === 'note') return <IconLock size={13} aria-hidden />;
  return message.direction === 'in' ? (
    <IconArrowDownLeft size={13} aria-hidden />
  ) : (
    <IconArrowUpRight size={13} aria-hidden />
  );
}

function Line({ message, here }: { message: MessageEntry; here: boolean }) {
  const { t } = useTranslation();
  const now = useNow();
  const at = Date.parse(message.at);
  const author =
    message.author.name || (message.author.type === 'customer' ? t('customer.unnamed') : t('author.system'));
  return (
    <li data-direction={message.direction} data-here={here || undefined}>
      <Link to={`/inbox/all/${message.conversation}` as string} hash={message.id}>
        <span className={styles['lineHead']}>
          <ChannelIcon channel={message.channel || 'email'} size={14} />
          <Direction message={message} />
          <b>{author}</b>
          {message.number !== undefined && <span>#{message.number}</span>}
          <time dateTime={message.at} title={fullTime(at)}>
            {whenShort(at, now)}
          </time>
        </span>
        <span className={styles['lineText']}>
          {message.subject && message.channel === 'email' && <b>{message.subject} · </b>}
          {message.text.slice(0, LINE)}
          {message.attachments.length > 0 && <IconPaperclip size={13} aria-hidden />}
        </span>
      </Link>
    </li>
  );
}

export function History({ customer, here }: { customer: string; here: string | undefined }) {
  const { t } = useTranslation();
  const query = useCustomerTimeline(customer);
  if (query.isPending) return <ListSkeleton rows={3} />;
  if (query.isError && !query.data) {
    return (
      <ErrorState
        title={t('timeline.failed')}
        detail={sayProblem(query.error)}
        onRetry={() => void query.refetch()}
      />
    );
  }
  const messages = query.data.pages
    .flatMap((page) => page.items)
    .filter((entry): entry is MessageEntry => entry.type === 'message');
  if (messages.length === 0) return <p className={styles['quiet']}>{t('customer.historyEmpty')}</p>;
  return (
    <>
      <ul className={styles['history']}>
        {messages.map((message) => (
          <Line key={message.id} message={message} here={message.conversation === here} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button
          variant="subtle"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('customer.more')}
        </Button>
      )}
    </>
  );
}
