/** One more e-mail address of a customer. */
import { Button, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Refused } from '@/ui/problem';
import { toast } from '@/ui/toast';
import styles from './Customer.module.css';
import { addAddress } from './questions';

export function AddAddress({ customer }: { customer: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [address, setAddress] = useState('');
  const [problem, setProblem] = useState<unknown>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await addAddress(customer, address.trim());
      toast.done(t('customer.added'));
      setOpen(false);
      setAddress('');
      setProblem(null);
    } catch (error) {
      setProblem(error);
    }
  };
  if (!open) {
    return (
      <Button
        variant="subtle"
        size="compact-xs"
        leftSection={<IconPlus size={14} />}
        onClick={() => setOpen(true)}
      >
        {t('customer.addAddress')}
      </Button>
    );
  }
  return (
    <form className={styles['form']} onSubmit={(event) => void submit(event)}>
      <TextInput
        type="email"
        aria-label={t('customer.email')}
        placeholder={t('customer.email')}
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
        <Button variant="default" size="compact-sm" onClick={() => setOpen(false)}>
          {t('common.cancel')}
        </Button>
      </div>
    </form>
  );
}
