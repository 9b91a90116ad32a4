/** Nobody is known by the number: the customer may be known otherwise. The missing link is shown, and made in a click. */
import { Button, Select, TextInput } from '@mantine/core';
import { IconLink, IconPhoneOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalog, useMay } from '@/api/session';
import { sayProblem } from '@/ui/problem';
import { toast } from '@/ui/toast';
import { linkNumber, useFound } from './calls';
import styles from './Matter.module.css';

export interface Somebody {
  customer: string;
  name: string;
  brand: string;
}

interface Props {
  number: string;
  somebody: Somebody;
  onChange: (somebody: Somebody) => void;
}

function LinkButton({ number, customer, name }: { number: string; customer: string; name: string }) {
  const { t } = useTranslation('matter');
  const [busy, setBusy] = useState(false);
  return (
    <Button
      variant="light"
      leftSection={<IconLink size={15} />}
      loading={busy}
      onClick={() => {
        setBusy(true);
        linkNumber(customer, number)
          .then(() => toast.done(t('call.linked', { name })))
          .catch((error: unknown) => {
            setBusy(false);
            toast.failed(sayProblem(error));
          });
      }}
    >
      {t('call.link', { name })}
    </Button>
  );
}

export function Stranger({ number, somebody, onChange }: Props) {
  const { t } = useTranslation('matter');
  const { brands } = useCatalog();
  const mayEdit = useMay('customer.edit');
  const [q, setQ] = useState('');
  const [chosen, setChosen] = useState('');
  const { data } = useFound(q === chosen ? '' : q);
  const options = (data?.items ?? []).map((one) => ({
    value: one.id,
    label: [one.name, one.organization].filter(Boolean).join(' · ') || one.id,
  }));
  const all = somebody.customer && !options.some((one) => one.value === somebody.customer);
  return (
    <div className={styles['caller']}>
      <div className={styles['callerName']}>
        <IconPhoneOff size={18} aria-hidden />
        <strong>{t('call.unknown')}</strong>
      </div>
      <p className={styles['quiet']}>{t('call.unknownHint')}</p>
      <Select
        label={t('call.search')}
        data={all ? [...options, { value: somebody.customer, label: chosen }] : options}
        value={somebody.customer || null}
        searchValue={q}
        onSearchChange={setQ}
        onChange={(customer, option) => {
          setChosen(option?.label ?? '');
          onChange({ customer: customer ?? '', name: '', brand: '' });
        }}
        filter={({ options: given }) => given}
        searchable
        clearable
      />
      {somebody.customer && mayEdit ? (
        <LinkButton number={number} customer={somebody.customer} name={chosen.split(' · ')[0] ?? ''} />
      ) : (
        <TextInput
          label={`${t('call.newCustomer')}: ${t('call.name')}`}
          value={somebody.name}
          onChange={(event) => onChange({ ...somebody, name: event.currentTarget.value })}
        />
      )}
      {!somebody.customer && brands.length > 1 && (
        <Select
          label={t('call.brand')}
          data={brands.map((brand) => ({ value: brand.slug, label: brand.name }))}
          value={somebody.brand || null}
          onChange={(brand) => onChange({ ...somebody, brand: brand ?? '' })}
          required
        />
      )}
    </div>
  );
}
