/** One customer: who, by which addresses, what is open, and everything that ever passed on every channel. */
import { ActionIcon, Tooltip } from '@mantine/core';
import {
  IconArrowUpRight,
  IconCopy,
  IconPencil,
  IconRosetteDiscountCheck,
  IconStar,
  IconStarFilled,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import { nameOf, useCatalog, useMay } from '@/api/session';
import type { Customer, Identity, Row } from '@/api/types';
import { Avatar, Chip } from '@/ui/Bits';
import { ChannelIcon } from '@/ui/icons';
import { sayProblem } from '@/ui/problem';
import { ErrorState, ListSkeleton } from '@/ui/States';
import { dateOnly, whenShort, useNow } from '@/ui/time';
import { toast } from '@/ui/toast';
import { AddAddress } from './AddAddress';
import { CustomerForm } from './CustomerForm';
import styles from './Customer.module.css';
import { History } from './History';
import { markVip, useCustomer } from './questions';

function languageName(code: string, inLanguage: string): string {
  try {
    return new Intl.DisplayNames([inLanguage], { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles['part']} aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Facts({ customer }: { customer: Customer }) {
  const { t, i18n } = useTranslation();
  const { brands } = useCatalog();
  const rows: [string, string][] = [
    [t('customer.organization'), customer.organization],
    [t('customer.language'), customer.language && languageName(customer.language, i18n.language)],
    ...(brands.length > 1
      ? [[t('customer.brand'), nameOf(brands, customer.brand, i18n.language)] as [string, string]]
      : []),
    ...Object.entries(customer.fields),
  ];
  return (
    <dl className={styles['facts']}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd data-empty={!value || undefined}>{value || t('customer.none')}</dd>
        </div>
      ))}
    </dl>
  );
}

const SHORT = 6;

/** A chat's address is ours: the site's own name for who signed in there (`u:`), or a visit's number (`v:`). */
function useShown(): (identity: Identity) => string {
  const { t } = useTranslation();
  return ({ channel, address }) => {
    if (channel !== 'webchat') return address;
    const rest = address.slice(2);
    return address.startsWith('v:') ? t('customer.visit', { number: rest.slice(0, SHORT) }) : rest;
  };
}

function Identities({ customer, mayEdit }: { customer: Customer; mayEdit: boolean }) {
  const { t } = useTranslation();
  const shown = useShown();
  if (customer.identities.length === 0 && !mayEdit) return null;
  return (
    <Part title={t('customer.identities')}>
      <ul className={styles['identities']}>
        {customer.identities.map((identity) => (
          <li key={identity.id}>
            <ChannelIcon channel={identity.channel} size={15} />
            <span title={identity.address}>{shown(identity)}</span>
            {identity.verified && (
              <Tooltip label={t('customer.verified')}>
                <span>
                  <IconRosetteDiscountCheck size={15} aria-label={t('customer.verified')} />
                </span>
              </Tooltip>
            )}
            <ActionIcon
              size={24}
              aria-label={`${t('common.copy')}: ${identity.address}`}
              onClick={() => {
                void navigator.clipboard.writeText(identity.address);
                toast.done(t('common.copied'));
              }}
            >
              <IconCopy size={14} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      {mayEdit && <AddAddress customer={customer.id} />}
    </Part>
  );
}

function OpenRows({ rows, except }: { rows: readonly Row[]; except: string | undefined }) {
  const { t, i18n } = useTranslation();
  const { queues } = useCatalog();
  const now = useNow();
  const others = rows.filter((row) => row.id !== except);
  if (others.length === 0) return null;
  return (
    <Part title={t('customer.open')}>
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
    </Part>
  );
}

async function setVip(customer: Customer, vip: boolean, said: string): Promise<void> {
  try {
    await markVip(customer.id, vip);
    toast.done(
      said,
      () => void markVip(customer.id, !vip).catch((error: unknown) => toast.failed(sayProblem(error))),
    );
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

interface WhoProps {
  customer: Customer;
  whole: boolean;
  onEdit: (() => void) | null;
}

function Who({ customer, whole, onEdit }: WhoProps) {
  const { t } = useTranslation();
  const name = customer.name || t('customer.unnamed');
  return (
    <header className={styles['who']}>
      <Avatar name={name} size={44} />
      <div>
        {whole ? <h1>{name}</h1> : <h2>{name}</h2>}
        {customer.seen_at && (
          <small>{t('customer.since', { time: dateOnly(Date.parse(customer.seen_at)) })}</small>
        )}
        <Vip customer={customer} mayEdit={onEdit !== null} />
      </div>
      {onEdit && (
        <Tooltip label={t('common.edit')}>
          <ActionIcon aria-label={t('customer.editTitle')} onClick={onEdit}>
            <IconPencil size={16} />
          </ActionIcon>
        </Tooltip>
      )}
      {!whole && (
        <Tooltip label={t('customer.openPage')}>
          <ActionIcon component={Link} to={`/customers/${customer.id}`} aria-label={t('customer.openPage')}>
            <IconArrowUpRight size={16} />
          </ActionIcon>
        </Tooltip>
      )}
    </header>
  );
}

interface Props {
  customer: string;
  /** The conversation it is shown beside. */
  conversation?: string;
  /** On a page of its own. */
  whole?: boolean;
}

export function CustomerPanel({ customer: id, conversation, whole = false }: Props) {
  const { t } = useTranslation();
  const { data: customer, isError, error, refetch } = useCustomer(id);
  const [editing, setEditing] = useState(false);
  const mayEdit = useMay('customer.edit');
  if (isError && !customer) {
    return (
      <ErrorState
        title={t('customer.failed')}
        detail={sayProblem(error)}
        reference={asProblem(error).reference || id}
        onRetry={() => void refetch()}
      />
    );
  }
  if (!customer) return <ListSkeleton rows={4} />;
  return (
    <div className={styles['panel']} data-whole={whole || undefined}>
      <Who customer={customer} whole={whole} onEdit={mayEdit && !editing ? () => setEditing(true) : null} />
      {editing ? (
        <CustomerForm customer={customer} onDone={() => setEditing(false)} />
      ) : (
        <>
          <Facts customer={customer} />
          {customer.notes && <p className={styles['notes']}>{customer.notes}</p>}
        </>
      )}
      <Identities customer={customer} mayEdit={mayEdit} />
      <OpenRows rows={customer.open_conversations} except={conversation} />
      <Part title={t('customer.history')}>
        <History customer={id} here={conversation} />
      </Part>
    </div>
  );
}
