/** By which addresses he is known, where each is valid, and whether anybody made sure that it is his. */
import { ActionIcon, Button, Menu, Select, TextInput, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconCopy,
  IconDots,
  IconPlus,
  IconRosetteDiscountCheck,
  IconRosetteDiscountCheckOff,
  IconTrashOff,
} from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf, useCatalog, useMay } from '@/api/session';
import type { Customer, Identity } from '@/api/types';
import { ChannelIcon } from '@/ui/icons';
import { Refused, sayProblem } from '@/ui/problem';
import { useSlot } from '@/ui/slots';
import { toast } from '@/ui/toast';
import { undoable } from '@/ui/undo';
import styles from './Customer.module.css';
import { addAddress, changeAddress } from './questions';
import { useShown } from './words';

async function put(work: Promise<void>, done: () => void): Promise<void> {
  try {
    await work;
    done();
  } catch (error) {
    toast.failed(sayProblem(error));
  }
}

function Actions({ customer, identity, shown }: { customer: string; identity: Identity; shown: string }) {
  const { t: p } = useTranslation('people');
  const mayVouch = useMay('customer.vouch');
  const { id, verified, retired } = identity;
  const change = (body: { verified?: boolean; retired?: boolean }) => changeAddress(customer, id, body);
  return (
    <Menu width={220} position="bottom-end">
      <Menu.Target>
        <ActionIcon size={24} aria-label={p('panel.actions', { address: shown })}>
          <IconDots size={14} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {!retired && (verified || mayVouch) && (
          <Menu.Item
            leftSection={
              verified ? <IconRosetteDiscountCheckOff size={15} /> : <IconRosetteDiscountCheck size={15} />
            }
            onClick={() =>
              void put(change({ verified: !verified }), () =>
                undoable(p(verified ? 'panel.unvouchedDone' : 'panel.vouchedDone'), () =>
                  change({ verified }),
                ),
              )
            }
          >
            {p(verified ? 'panel.unvouch' : 'panel.vouch')}
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={retired ? <IconArrowBackUp size={15} /> : <IconTrashOff size={15} />}
          onClick={() =>
            void put(change({ retired: !retired }), () =>
              undoable(p(retired ? 'panel.restoredDone' : 'panel.retiredDone'), () => change({ retired })),
            )
          }
        >
          {p(retired ? 'panel.restore' : 'panel.retire')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Where it is valid, if that is less than the whole brand. */
function useScope(): (identity: Identity) => string {
  const { i18n } = useTranslation();
  const { endpoints } = useCatalog();
  return ({ scope }) => {
    const endpoint = scope.split('/')[1];
    return endpoint ? nameOf(endpoints, endpoint, i18n.language) : '';
  };
}

function One({ customer, identity, mayEdit }: { customer: string; identity: Identity; mayEdit: boolean }) {
  const { t } = useTranslation();
  const { t: p } = useTranslation('people');
  const shown = useShown()(identity.channel, identity.address);
  const scope = useScope()(identity);
  const callNumber = useSlot('callNumber');
  return (
    <li data-retired={identity.retired || undefined}>
      <ChannelIcon channel={identity.channel} size={15} />
      <span title={identity.address} className={styles['address']}>
        {shown}
        {(scope || identity.retired) && (
          <small>{identity.retired ? p('panel.retired') : p('panel.validAt', { scope })}</small>
        )}
      </span>
      {identity.verified && (
        <Tooltip label={t('customer.verified')}>
          <span>
            <IconRosetteDiscountCheck size={15} aria-label={t('customer.verified')} />
          </span>
        </Tooltip>
      )}
      {identity.channel === 'phone' &&
        !identity.retired &&
        callNumber({
          number: identity.address,
          shown,
          label: p('panel.call', { number: shown }),
          compact: true,
          customer,
        })}
      <ActionIcon
        size={24}
        aria-label={`${t('common.copy')}: ${shown}`}
        onClick={() => {
          void navigator.clipboard.writeText(identity.address);
          toast.done(t('common.copied'));
        }}
      >
        <IconCopy size={14} />
      </ActionIcon>
      {mayEdit && <Actions customer={customer} identity={identity} shown={shown} />}
    </li>
  );
}

function Add({ customer, onDone }: { customer: string; onDone: () => void }) {
  const { t } = useTranslation();
  const { t: p } = useTranslation('people');
  const [channel, setChannel] = useState('email');
  const [address, setAddress] = useState('');
  const [problem, setProblem] = useState<unknown>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await addAddress(customer, channel, address.trim());
      toast.done(t('customer.added'));
      onDone();
    } catch (error) {
      setProblem(error);
    }
  };
  const label = channel === 'phone' ? p('panel.number') : t('customer.email');
  return (
    <form className={styles['form']} onSubmit={(event) => void submit(event)}>
      <Select
        aria-label={p('panel.kind')}
        size="xs"
        value={channel}
        onChange={(value) => setChannel(value ?? 'email')}
        data={[
          { value: 'email', label: p('panel.mail') },
          { value: 'phone', label: p('panel.phone') },
        ]}
        allowDeselect={false}
      />
      <TextInput
        type={channel === 'phone' ? 'tel' : 'email'}
        aria-label={label}
        placeholder={label}
        value={address}
        onChange={(event) => setAddress(event.currentTarget.value)}
        required
        autoFocus
      />
      <Refused error={problem} />
      <div className={styles['buttons']}>
        <Button type="submit" size="compact-sm">
          {t('common.save')}
        </Button>
        <Button variant="default" size="compact-sm" onClick={onDone}>
          {t('common.cancel')}
        </Button>
      </div>
    </form>
  );
}

export function Contact({ customer, mayEdit }: { customer: Customer; mayEdit: boolean }) {
  const { t } = useTranslation('people');
  const [adding, setAdding] = useState(false);
  const [old, setOld] = useState(false);
  const shown = customer.identities.filter((identity) => old || !identity.retired);
  const retired = customer.identities.length - customer.identities.filter((one) => !one.retired).length;
  return (
    <>
      <ul className={styles['identities']}>
        {shown.map((identity) => (
          <One key={identity.id} customer={customer.id} identity={identity} mayEdit={mayEdit} />
        ))}
        {customer.stated.map((stated) => (
          <li key={`${stated.channel} ${stated.address}`}>
            <ChannelIcon channel={stated.channel} size={15} />
            <span className={styles['address']} title={stated.address}>
              {stated.address}
              <small>{t('panel.stated')}</small>
            </span>
          </li>
        ))}
      </ul>
      {adding && <Add customer={customer.id} onDone={() => setAdding(false)} />}
      {!adding && mayEdit && (
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<IconPlus size={14} />}
          onClick={() => setAdding(true)}
        >
          {t('panel.add')}
        </Button>
      )}
      {retired > 0 && !old && (
        <Button variant="subtle" size="compact-xs" onClick={() => setOld(true)}>
          {t('panel.showRetired')} ({retired})
        </Button>
      )}
    </>
  );
}
