/** Who may be the same person and why; who is, by a link that can be cut; and the company his mail speaks of. */
import { Button, Modal, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBuilding, IconLink, IconPhoneOff, IconUnlink, IconUserQuestion } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/session';
import type { Customer } from '@/api/types';
import { Avatar } from '@/ui/Bits';
import { ChannelIcon } from '@/ui/icons';
import { sayProblem } from '@/ui/problem';
import { useNow, whenShort } from '@/ui/time';
import { toast } from '@/ui/toast';
import { undoable } from '@/ui/undo';
import styles from './Customer.module.css';
import {
  dismissLink,
  linkCustomers,
  setCompany,
  unlinkCustomers,
  useCustomers,
  useSuggestions,
  type LinkedShown,
  type Suggestion,
} from './questions';

async function say(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    toast.failed(sayProblem(error));
  }
}

function useWhy(): (code: string, shown: string) => string {
  const { t } = useTranslation('people');
  return (code, shown) => t(`same.why.${code as 'signed'}`, { shown });
}

function Suggested({ customer, one }: { customer: string; one: Suggestion }) {
  const { t } = useTranslation();
  const { t: p } = useTranslation('people');
  const why = useWhy();
  const [busy, setBusy] = useState(false);
  const link = () =>
    say(async () => {
      setBusy(true);
      try {
        const made = await linkCustomers(customer, one.id, one.evidence);
        undoable(p('same.linked'), () => unlinkCustomers(customer, made));
      } finally {
        setBusy(false);
      }
    });
  const dismiss = () =>
    say(async () => {
      await dismissLink(customer, one.id);
      toast.done(p('same.dismissed'));
    });
  const name = one.name || t('customer.unnamed');
  return (
    <li>
      <div className={styles['suggested']}>
        <Avatar name={name} size={28} />
        <div>
          <b>{name}</b>
          {one.organization && <span> · {one.organization}</span>}
          <span className={styles['channels']}>
            {one.channels.map((channel) => (
              <ChannelIcon key={channel} channel={channel} size={13} />
            ))}
          </span>
          <small>{one.evidence.map((code) => why(code, one.shown)).join(' · ')}</small>
        </div>
      </div>
      <div className={styles['buttons']}>
        <Button
          size="compact-xs"
          leftSection={<IconLink size={13} />}
          loading={busy}
          onClick={() => void link()}
        >
          {p('same.link')}
        </Button>
        <Button size="compact-xs" variant="default" onClick={() => void dismiss()}>
          {p('same.two')}
        </Button>
      </div>
    </li>
  );
}

/** Nothing is known of him but from where he called: whoever may edit customers says who he is. */
const onlyANumber = ({ name, identities, linked }: Customer): boolean =>
  !name && linked.length === 0 && identities.length > 0 && identities.every((one) => one.channel === 'phone');

function Stranger({ customer }: { customer: string }) {
  const { t } = useTranslation(['people', 'matter']);
  const [joining, setJoining] = useState(false);
  return (
    <p className={styles['companyHint']}>
      <IconPhoneOff size={15} aria-hidden />
      <span>{t('matter:call.unknown')}</span>
      <Button size="compact-xs" leftSection={<IconLink size={13} />} onClick={() => setJoining(true)}>
        {t('people:same.by_hand')}
      </Button>
      {joining && <JoinDialog customer={customer} onClose={() => setJoining(false)} />}
    </p>
  );
}

type Employer = NonNullable<NonNullable<ReturnType<typeof useSuggestions>['data']>['company']>;

/** His address is one of a company's. */
function Company({ customer, company }: { customer: string; company: Employer }) {
  const { t } = useTranslation('people');
  const belong = () =>
    say(async () => {
      const name = company.domain.split('.')[0] ?? company.domain;
      await setCompany(
        customer,
        company.id
          ? { organization: company.id }
          : { name: name.charAt(0).toUpperCase() + name.slice(1), domain: company.domain },
      );
      toast.done(t('same.companyDone'));
    });
  return (
    <p className={styles['companyHint']}>
      <IconBuilding size={15} aria-hidden />
      <span>{t('same.company', { domain: company.domain })}</span>
      <Button size="compact-xs" variant="default" onClick={() => void belong()}>
        {company.id ? t('same.belongs', { name: company.name }) : t('same.newCompany')}
      </Button>
    </p>
  );
}

export function Suggestions({ customer }: { customer: Customer }) {
  const { t } = useTranslation('people');
  const mayMerge = useMay('customer.merge');
  const mayEdit = useMay('customer.edit');
  const { data } = useSuggestions(customer.id);
  const company = mayEdit ? data?.company : null;
  const stranger = mayEdit && onlyANumber(customer);
  const people = mayMerge || stranger ? (data?.items ?? []) : [];
  if (people.length === 0 && !stranger && !company) return null;
  return (
    <section className={styles['same']} aria-label={t('same.title')}>
      {people.length > 0 && (
        <>
          <h2>
            <IconUserQuestion size={15} aria-hidden /> {t('same.title')}
          </h2>
          <ul>
            {people.map((one) => (
              <Suggested key={one.id} customer={customer.id} one={one} />
            ))}
          </ul>
        </>
      )}
      {stranger && <Stranger customer={customer.id} />}
      {company && <Company customer={customer.id} company={company} />}
    </section>
  );
}

function JoinedOne({ customer, one }: { customer: string; one: LinkedShown }) {
  const { t } = useTranslation();
  const { t: p } = useTranslation('people');
  const now = useNow();
  const why = useWhy();
  const mayMerge = useMay('customer.merge');
  const cut = () =>
    say(async () => {
      await unlinkCustomers(customer, one.link);
      undoable(p('same.cutDone'), () => linkCustomers(customer, one.id, one.evidence));
    });
  return (
    <li>
      <div>
        <b>{one.name || t('customer.unnamed')}</b>
        <small>
          {p('same.joinedBy', { name: one.by.name || 'Atiende', time: whenShort(Date.parse(one.at), now) })}
          {one.evidence.length > 0 &&
            ` · ${one.evidence.map((code) => why(code, '').replace(/: $/u, '')).join(' · ')}`}
        </small>
        {one.notes && <small className={styles['long']}>{one.notes}</small>}
      </div>
      {mayMerge && (
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconUnlink size={13} />}
          aria-label={`${p('same.cutAsk')}: ${one.name || t('customer.unnamed')}`}
          onClick={() => void cut()}
        >
          {p('same.cut')}
        </Button>
      )}
    </li>
  );
}

export function Joined({ customer }: { customer: Customer }) {
  return (
    <ul className={styles['joined']}>
      {customer.linked.map((one) => (
        <JoinedOne key={one.link} customer={customer.id} one={one} />
      ))}
    </ul>
  );
}

function Found({ customer, q, onDone }: { customer: string; q: string; onDone: () => void }) {
  const { t } = useTranslation();
  const { t: p } = useTranslation('people');
  const { data } = useCustomers({ q });
  const rows = (data?.pages.flatMap((page) => page.items) ?? []).filter((row) => row.id !== customer);
  const join = (other: string) =>
    say(async () => {
      const made = await linkCustomers(customer, other, []);
      undoable(p('same.linked'), () => unlinkCustomers(customer, made));
      onDone();
    });
  if (rows.length === 0) return <p className={styles['quiet']}>{p('list.none')}</p>;
  return (
    <ul className={styles['joined']}>
      {rows.slice(0, 8).map((row) => (
        <li key={row.id}>
          <div>
            <b>{row.name || t('customer.unnamed')}</b>
            <small>
              {row.organization}
              <span className={styles['channels']}>
                {row.channels.map((channel) => (
                  <ChannelIcon key={channel} channel={channel} size={13} />
                ))}
              </span>
            </small>
          </div>
          <Button size="compact-xs" onClick={() => void join(row.id)}>
            {p('same.link')}
          </Button>
        </li>
      ))}
    </ul>
  );
}

export function JoinDialog({ customer, onClose }: { customer: string; onClose: () => void }) {
  const { t } = useTranslation('people');
  const [text, setText] = useState('');
  const [settled] = useDebouncedValue(text.trim(), 250);
  return (
    <Modal opened onClose={onClose} title={t('same.byHandTitle')} size="md">
      <p className={styles['quiet']}>{t('same.byHandLead')}</p>
      <TextInput
        label={t('same.search')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        data-autofocus
        my="sm"
      />
      {settled && <Found customer={customer} q={settled} onDone={onClose} />}
    </Modal>
  );
}
