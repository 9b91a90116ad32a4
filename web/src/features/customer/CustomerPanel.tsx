/** One person: what was promised first, then who he is and whether that is sure, what is open, and all that passed. */
import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import {
  IconArrowUpRight,
  IconDots,
  IconLink,
  IconPencilPlus,
  IconStar,
  IconStarFilled,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import { nameOf, useCatalog, useMay } from '@/api/session';
import type { Customer, Row } from '@/api/types';
import { Avatar, Chip } from '@/ui/Bits';
import { ChannelIcon } from '@/ui/icons';
import { sayProblem } from '@/ui/problem';
import { ErrorState } from '@/ui/States';
import { dateOnly, useNow, whenShort } from '@/ui/time';
import { useSlot } from '@/ui/slots';
import { toast } from '@/ui/toast';
import { undoable } from '@/ui/undo';
import { Contact } from './Contact';
import styles from './Customer.module.css';
import { Details } from './Details';
import { Editable } from './Editable';
import { History } from './History';
import { PanelSkeleton } from './PanelSkeleton';
import { Promises } from './Promises';
import { changeCustomer, markVip, useCustomer } from './questions';
import { JoinDialog, Joined, Suggestions } from './Same';
import { TrustPart } from './TrustPart';

export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles['part']} aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

export function OpenRows({ rows, except }: { rows: readonly Row[]; except?: string | undefined }) {
  const { t, i18n } = useTranslation();
  const { queues } = useCatalog();
  const now = useNow();
  const others = rows.filter((row) => row.id !== except);
  return (
    <ul className={styles['open']}>
      {others.map((row) => (
        <li key={row.id}>
          <Link to={`/inbox/all/${row.id}` as string}>
            <span>
              <ChannelIcon channel={row.channel} size={14} />
              <span className={styles['cut']}>
                #{row.number} · {row.subject || row.last_line}
              </span>
            </span>
            <small>
              {t(`status.${row.status}`)} · {nameOf(queues, row.queue, i18n.language)} ·{' '}
              {whenShort(Date.parse(row.touched_at), now)}
            </small>
          </Link>
        </li>
      ))}
    </ul>
  );
}

async function setVip(customer: Customer, vip: boolean, said: string): Promise<void> {
  try {
    await markVip(customer.id, vip);
    undoable(said, () => markVip(customer.id, !vip));
  } catch (error) {
    toast.failed(sayProblem(error));
  }
}

/** High-value or not: a chip to read, a button for who may say so. */
function Vip({ customer, mayEdit }: { customer: Customer; mayEdit: boolean }) {
  const { t } = useTranslation();
  const { vip } = customer;
  if (!mayEdit) {
    return vip ? (
      <Chip tone="accent" title={t('customer.isVip')}>
        <IconStarFilled size={11} aria-hidden /> {t('customer.vip')}
      </Chip>
    ) : null;
  }
  return (
    <Tooltip label={vip ? t('customer.noVip') : t('customer.makeVip')}>
      <button
        type="button"
        className={styles['vip']}
        aria-pressed={vip}
        aria-label={t('customer.isVip')}
        onClick={() => void setVip(customer, !vip, vip ? t('customer.vipGone') : t('customer.vipMade'))}
      >
        {vip ? <IconStarFilled size={12} aria-hidden /> : <IconStar size={12} aria-hidden />}
        {t('customer.vip')}
      </button>
    </Tooltip>
  );
}

function More({ customer, onJoin }: { customer: string; onJoin: () => void }) {
  const { t } = useTranslation('people');
  const mayMerge = useMay('customer.merge');
  const mayWrite = useMay('conversation.reply');
  if (!mayMerge && !mayWrite) return null;
  return (
    <Menu width={230} position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t('panel.more')}>
          <IconDots size={17} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {mayWrite && (
          <Menu.Item
            component={Link}
            to={'/new' as string}
            search={{ customer } as never}
            leftSection={<IconPencilPlus size={15} />}
          >
            {t('panel.write')}
          </Menu.Item>
        )}
        {mayMerge && (
          <Menu.Item leftSection={<IconLink size={15} />} onClick={onJoin}>
            {t('same.by_hand')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

export function Who({ customer, whole, mayEdit }: { customer: Customer; whole: boolean; mayEdit: boolean }) {
  const { t } = useTranslation();
  const { t: p } = useTranslation('people');
  const [joining, setJoining] = useState(false);
  const name = customer.name || t('customer.unnamed');
  const shown = (
    <Editable
      label={p('panel.name')}
      value={customer.name}
      shown={name}
      mayEdit={mayEdit}
      onSave={(value) => changeCustomer(customer.id, { name: value })}
    />
  );
  return (
    <header className={styles['who']}>
      <Avatar name={name} size={44} />
      <div>
        {whole ? <h1>{shown}</h1> : <h2>{shown}</h2>}
        <small>
          {customer.organization && `${customer.organization} · `}
          {t('customer.since', { time: dateOnly(Date.parse(customer.seen_at)) })}
        </small>
        <Vip customer={customer} mayEdit={mayEdit} />
      </div>
      <More customer={customer.id} onJoin={() => setJoining(true)} />
      {!whole && (
        <Tooltip label={t('customer.openPage')}>
          <ActionIcon component={Link} to={`/customers/${customer.id}`} aria-label={t('customer.openPage')}>
            <IconArrowUpRight size={16} />
          </ActionIcon>
        </Tooltip>
      )}
      {joining && <JoinDialog customer={customer.id} onClose={() => setJoining(false)} />}
    </header>
  );
}

export function Notes({ customer, mayEdit }: { customer: Customer; mayEdit: boolean }) {
  const { t } = useTranslation('people');
  return (
    <div className={styles['notes']} data-empty={!customer.notes || undefined}>
      <Editable
        label={t('panel.notes')}
        value={customer.notes}
        shown={customer.notes || t('panel.notes')}
        type="long"
        mayEdit={mayEdit}
        onSave={(notes) => changeCustomer(customer.id, { notes })}
      />
    </div>
  );
}

export function CustomerFailed({ id, error, onRetry }: { id: string; error: unknown; onRetry: () => void }) {
  const { t } = useTranslation();
  return (
    <ErrorState
      title={t('customer.failed')}
      detail={sayProblem(error)}
      reference={asProblem(error).reference || id}
      onRetry={onRetry}
    />
  );
}

interface Props {
  customer: string;
  /** The conversation it is shown beside. */
  conversation?: string;
}

export function CustomerPanel({ customer: id, conversation }: Props) {
  const { t } = useTranslation();
  const { t: p } = useTranslation('people');
  const { data: customer, isError, error, refetch } = useCustomer(id, conversation);
  const mayEdit = useMay('customer.edit');
  const [all, setAll] = useState(false);
  const consents = useSlot('consents');
  if (isError && !customer) return <CustomerFailed id={id} error={error} onRetry={() => void refetch()} />;
  if (!customer) return <PanelSkeleton />;
  const others = customer.open_conversations.filter((row) => row.id !== conversation);
  return (
    <div className={styles['panel']}>
      <Who customer={customer} whole={false} mayEdit={mayEdit} />
      <Promises customer={id} />
      {conversation && <TrustPart customer={customer} conversation={conversation} />}
      <Suggestions customer={customer} />
      {others.length > 0 && (
        <Part title={t('customer.open')}>
          <OpenRows rows={all ? others : others.slice(0, 4)} />
          {others.length > 4 && !all && (
            <Button size="compact-xs" variant="subtle" onClick={() => setAll(true)}>
              {t('customer.more')} ({others.length - 4})
            </Button>
          )}
        </Part>
      )}
      <Part title={p('panel.details')}>
        <Details customer={customer} mayEdit={mayEdit} />
        <Notes customer={customer} mayEdit={mayEdit} />
      </Part>
      <Part title={t('customer.identities')}>
        <Contact customer={customer} mayEdit={mayEdit} />
      </Part>
      {customer.linked.length > 0 && (
        <Part title={p('same.joined')}>
          <Joined customer={customer} />
        </Part>
      )}
      {consents(id)}
      <Part title={t('customer.history')}>
        <History customer={id} here={conversation} />
      </Part>
    </div>
  );
}
