/** Writing first: to whom, from which mailbox, what. Whoever has something open is offered that instead. */
import { Button, Select, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSend2 } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, told } from '@/api/client';
import { useCatalog } from '@/api/session';
import type { Customer, FileRef } from '@/api/types';
import { newId } from '@/ui/ids';
import { Page } from '@/ui/Page';
import { Refused } from '@/ui/problem';
import { EmptyState } from '@/ui/States';
import { momentShort } from '@/ui/time';
import { AttachButton, Chips } from '../ComposerParts';
import { useUploads } from '../uploads';
import styles from './Writing.module.css';

const ADDRESS = /^[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+$/u;
const NEW = 'new:';

/** People by name, company or address; a whole address nobody has is offered as it is. */
function usePeople(typed: string, chosen: Customer | undefined) {
  const { t } = useTranslation('writing');
  const [q] = useDebouncedValue(typed.trim(), 200);
  const { data } = useQuery({
    queryKey: ['customers', 'to', q],
    enabled: q.length > 1,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      told(api.GET('/api/v1/customers', { params: { query: { q, limit: 8 } }, signal })),
  });
  const found = (data?.items ?? []).map((each) => ({
    value: each.id,
    label: [each.name || each.id, each.organization].filter(Boolean).join(' · '),
  }));
  const own = chosen && !found.some((each) => each.value === chosen.id) ? [labelled(chosen)] : [];
  const address = ADDRESS.test(typed.trim())
    ? [{ value: NEW + typed.trim(), label: t('new.newAddress', { address: typed.trim() }) }]
    : [];
  return [...own, ...found, ...address];
}

const labelled = (customer: Customer) => ({
  value: customer.id,
  label: [customer.name || customer.id, customer.organization].filter(Boolean).join(' · '),
});

const useChosen = (id: string) =>
  useQuery({
    queryKey: ['customer', id, ''],
    enabled: id !== '' && !id.startsWith(NEW),
    queryFn: ({ signal }) =>
      told(
        api.GET('/api/v1/customers/{customer_id}', { params: { path: { customer_id: id } }, signal }),
      ) as Promise<Customer>,
  });

/** Mailboxes one can write from, those of the customer's brand first and only. */
function useMailboxes(customer: Customer | undefined) {
  const { endpoints, channels } = useCatalog();
  const mails = new Set(channels.filter((each) => each.traits.subject).map((each) => each.name));
  return endpoints.filter((each) => mails.has(each.channel) && (!customer || each.brand === customer.brand));
}

function OpenOnes({ customer }: { customer: Customer }) {
  const { t } = useTranslation('writing');
  if (customer.open_conversations.length === 0) return null;
  return (
    <div className={styles['openOnes']} role="status">
      <p>{t('new.open')}</p>
      <ul>
        {customer.open_conversations.slice(0, 5).map((row) => (
          <li key={row.id}>
            <Link to={`/inbox/all/${row.id}` as string}>
              <b>#{row.number}</b> {row.subject || row.last_line}
            </Link>
            <small>{momentShort(Date.parse(row.touched_at))}</small>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface Letter {
  to: string;
  name: string;
  from: string | null;
  subject: string;
  text: string;
  files: FileRef[];
}

/** One id for the whole page: sent twice, it is the same conversation. */
function useStart() {
  const navigate = useNavigate();
  const [once] = useState(newId);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const start = async (letter: Letter, endpoint: string) => {
    setBusy(true);
    setProblem(null);
    const isNew = letter.to.startsWith(NEW);
    try {
      const made = await told(
        api.POST('/api/v1/conversations', {
          body: {
            client_id: once,
            endpoint,
            customer: isNew ? '' : letter.to,
            address: isNew ? letter.to.slice(NEW.length) : '',
            name: isNew ? letter.name.trim() : '',
            subject: letter.subject.trim(),
            text: letter.text.trim(),
            files: letter.files.map((file) => file.id),
          },
        }),
      );
      await navigate({ to: `/inbox/mine/${made.id}` as string });
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  return { start, busy, problem };
}

/** What the address of this page names: a customer we know, or an address. */
function useBeginning(): Letter {
  const search: Record<string, unknown> = useSearch({ strict: false });
  const word = (name: string) => (typeof search[name] === 'string' ? search[name] : '');
  const address = word('address');
  return {
    to: word('customer') || (ADDRESS.test(address) ? NEW + address : ''),
    name: word('name'),
    from: null,
    subject: word('subject'),
    text: '',
    files: [],
  };
}

interface ToProps {
  letter: Letter;
  customer: Customer | undefined;
  noAddress: boolean;
  onChange: (change: Partial<Letter>) => void;
}

function To({ letter, customer, noAddress, onChange }: ToProps) {
  const { t } = useTranslation('writing');
  const isNew = letter.to.startsWith(NEW);
  const [typed, setTyped] = useState(isNew ? letter.to.slice(NEW.length) : '');
  const people = usePeople(typed, customer);
  return (
    <>
      <Select
        label={t('new.to')}
        placeholder={t('new.toPlaceholder')}
        required
        searchable
        autoFocus
        data={people}
        filter={({ options }) => options}
        value={letter.to || null}
        searchValue={typed}
        onSearchChange={setTyped}
        onChange={(to) => onChange({ to: to ?? '', from: null })}
        nothingFoundMessage={typed.trim().length > 1 ? t('new.pick') : undefined}
        error={noAddress ? t('new.noAddress') : undefined}
      />
      {isNew && (
        <TextInput
          label={t('new.name')}
          value={letter.name}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
      )}
    </>
  );
}

export function NewPage() {
  const { t } = useTranslation('writing');
  const [letter, setLetter] = useState(useBeginning());
  const set = (change: Partial<Letter>) => setLetter((was) => ({ ...was, ...change }));
  const isNew = letter.to.startsWith(NEW);
  const { data: customer } = useChosen(letter.to);
  const mailboxes = useMailboxes(isNew ? undefined : customer);
  const from = mailboxes.find((each) => each.slug === letter.from) ?? mailboxes[0];
  const uploads = useUploads(null, letter.files.length, (file) =>
    setLetter((was) => ({ ...was, files: [...was.files, file] })),
  );
  const { start, busy, problem } = useStart();
  const noAddress =
    customer !== undefined && !customer.identities.some((each) => each.channel === from?.channel);
  const ready = letter.to !== '' && letter.text.trim() !== '' && !noAddress && uploads.running.length === 0;
  if (mailboxes.length === 0 && customer === undefined) {
    return (
      <Page title={t('new.title')}>
        <EmptyState title={t('new.title')}>{t('new.noMailbox')}</EmptyState>
      </Page>
    );
  }
  return (
    <Page title={t('new.title')} narrow>
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && from) void start(letter, from.slug);
        }}
      >
        <p className={styles['lead']}>{t('new.lead')}</p>
        <To letter={letter} customer={customer} noAddress={noAddress} onChange={set} />
        {customer && <OpenOnes customer={customer} />}
        <Select
          label={t('new.from')}
          data={mailboxes.map((each) => ({
            value: each.slug,
            label: each.address ? `${each.name} · ${each.address}` : each.name,
          }))}
          value={from?.slug ?? null}
          allowDeselect={false}
          onChange={(value) => set({ from: value })}
        />
        <TextInput
          label={t('new.subject')}
          value={letter.subject}
          onChange={(event) => set({ subject: event.currentTarget.value })}
        />
        <Textarea
          label={t('new.text')}
          required
          autosize
          minRows={8}
          maxRows={20}
          value={letter.text}
          onChange={(event) => set({ text: event.currentTarget.value })}
        />
        <Chips
          files={letter.files}
          running={uploads.running}
          onDrop={(id) => set({ files: letter.files.filter((each) => each.id !== id) })}
        />
        <Refused error={problem} />
        <div className={styles['formEnd']}>
          <AttachButton onPick={(files) => void uploads.add(files)} />
          <Button type="submit" leftSection={<IconSend2 size={15} />} loading={busy} disabled={!ready}>
            {t('new.send')}
          </Button>
        </div>
      </form>
    </Page>
  );
}
