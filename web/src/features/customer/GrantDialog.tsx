/** Granting something: at once within one's limit, above it with somebody's word; never before it is known who it is. */
import { Alert, Button, Modal, NumberInput, Select, Textarea } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { amountOf } from '@/ui/figures';
import { Refused } from '@/ui/problem';
import { toast } from '@/ui/toast';
import styles from './Customer.module.css';
import { grant, kindName, whatOf, type Grant, type Trust } from './trust';

/** How far one decides alone, and what is still missing. */
function Rules({ chosen, verified, onVerify }: { chosen: Grant; verified: boolean; onVerify: () => void }) {
  const { t } = useTranslation('people');
  return (
    <>
      <p className={styles['quiet']}>
        {chosen.limit > 0
          ? t('trust.limit', { limit: amountOf(chosen.limit, chosen.unit) })
          : t('trust.noLimit')}
      </p>
      {chosen.verify && !verified && (
        <Alert color="yellow" variant="light" p="xs">
          {t('trust.mustVerify')}{' '}
          <Button size="compact-xs" variant="default" onClick={onVerify}>
            {t('trust.verify')}
          </Button>
        </Alert>
      )}
    </>
  );
}

interface Props {
  conversation: string;
  trust: Trust;
  onVerify: () => void;
  onClose: () => void;
}

export function GrantDialog({ conversation, trust, onVerify, onClose }: Props) {
  const { t, i18n } = useTranslation('people');
  const [kind, setKind] = useState(trust.grants[0]?.slug ?? '');
  const [amount, setAmount] = useState<number | ''>('');
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const chosen = trust.grants.find((one) => one.slug === kind);
  const hundredths = Math.round((amount || 0) * 100);
  const above = chosen !== undefined && hundredths > chosen.limit;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      const made = await grant(conversation, { kind, amount: hundredths, note });
      const what = whatOf(made, i18n.language);
      toast.done(t(made.state === 'made' ? 'trust.made' : 'trust.asked', { what }));
      onClose();
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <Modal opened onClose={onClose} title={t('trust.grantTitle')} size="md">
      <form className={styles['form']} onSubmit={(event) => void submit(event)}>
        {trust.grants.length > 1 && (
          <Select
            label={t('trust.kind')}
            value={kind}
            onChange={(value) => setKind(value ?? kind)}
            data={trust.grants.map((one) => ({ value: one.slug, label: kindName(one, i18n.language) }))}
            allowDeselect={false}
          />
        )}
        {trust.grants.length === 1 && chosen && <b>{kindName(chosen, i18n.language)}</b>}
        <NumberInput
          label={t('trust.amountIn', { unit: chosen?.unit ?? '' })}
          value={amount}
          onChange={(value) => setAmount(typeof value === 'number' ? value : '')}
          min={0.01}
          decimalScale={2}
          decimalSeparator={i18n.language === 'es' ? ',' : '.'}
          required
          data-autofocus
          hideControls
        />
        {chosen && <Rules chosen={chosen} verified={trust.verified !== null} onVerify={onVerify} />}
        <Textarea
          label={t('trust.why')}
          description={above ? t('trust.whyNeeded') : undefined}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          required={above}
          autosize
          minRows={2}
        />
        <Refused error={problem} />
        <div className={styles['buttons']}>
          <Button type="submit" loading={busy}>
            {above ? t('trust.askApproval') : t('trust.give')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
