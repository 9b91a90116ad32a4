/** Everything that passed with a customer, newest first, by channel, kind and words: each line leads to its place. */
import { Button, Select, TextInput } from '@mantine/core';
import {
  IconArrowDownLeft,
  IconArrowUpRight,
  IconFilter,
  IconLock,
  IconPaperclip,
  IconSearch,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageEntry } from '@/api/types';
import { ChannelIcon } from '@/ui/icons';
import { sayProblem } from '@/ui/problem';
import { ErrorState, ListSkeleton } from '@/ui/States';
import { fullTime, useNow, whenShort } from '@/ui/time';
import styles from './Customer.module.css';
import { useCustomerTimeline } from './questions';
import { channelName } from './words';

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
      <Link
        to={`/inbox/all/${message.conversation}` as string}
        search={{ message: message.id } as never}
        hash={message.id}
      >
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

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

interface Chosen {
  channel: string;
  kind: string;
  text: string;
}

function fits(message: MessageEntry, { channel, kind, text }: Chosen): boolean {
  if (channel && message.channel !== channel) return false;
  if (kind && (message.direction === 'note') !== (kind === 'notes')) return false;
  const words = plain(text).split(/\s+/u).filter(Boolean);
  const said = plain(`${message.subject} ${message.text} ${message.author.name}`);
  return words.every((word) => said.includes(word));
}

function Filters({
  chosen,
  channels,
  onChange,
}: {
  chosen: Chosen;
  channels: readonly string[];
  onChange: (chosen: Chosen) => void;
}) {
  const { t } = useTranslation('people');
  return (
    <div className={styles['filters']} role="group" aria-label={t('history.filters')}>
      <TextInput
        size="xs"
        aria-label={t('history.text')}
        placeholder={t('history.text')}
        leftSection={<IconSearch size={13} aria-hidden />}
        value={chosen.text}
        onChange={(event) => onChange({ ...chosen, text: event.currentTarget.value })}
      />
      <Select
        size="xs"
        aria-label={t('history.channel')}
        placeholder={t('history.allChannels')}
        value={chosen.channel || null}
        onChange={(value) => onChange({ ...chosen, channel: value ?? '' })}
        data={channels.map((value) => ({ value, label: channelName(value) }))}
        clearable
      />
      <Select
        size="xs"
        aria-label={t('history.kind')}
        placeholder={t('history.all')}
        value={chosen.kind || null}
        onChange={(value) => onChange({ ...chosen, kind: value ?? '' })}
        data={[
          { value: 'messages', label: t('history.messages') },
          { value: 'notes', label: t('history.notes') },
        ]}
        clearable
      />
    </div>
  );
}

export function History({ customer, here }: { customer: string; here: string | undefined }) {
  const { t } = useTranslation();
  const { t: p } = useTranslation('people');
  const query = useCustomerTimeline(customer);
  const [filtering, setFiltering] = useState(here === undefined);
  const [chosen, setChosen] = useState<Chosen>({ channel: '', kind: '', text: '' });
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
  const channels = [...new Set(messages.map((message) => message.channel).filter(Boolean))];
  const shown = messages.filter((message) => fits(message, chosen));
  return (
    <>
      {filtering ? (
        <Filters chosen={chosen} channels={channels} onChange={setChosen} />
      ) : (
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconFilter size={13} />}
          onClick={() => setFiltering(true)}
        >
          {p('history.filters')}
        </Button>
      )}
      {shown.length === 0 && <p className={styles['quiet']}>{p('history.none')}</p>}
      <ul className={styles['history']}>
        {shown.map((message) => (
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
