/** Three ways to make sure that it is he: a code to an address on file, what only he knows, or a colleague's word. */
import { Alert, Button, Modal, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalog } from '@/api/session';
import type { Customer } from '@/api/types';
import { Refused } from '@/ui/problem';
import { hour } from '@/ui/time';
import { toast } from '@/ui/toast';
import styles from './Customer.module.css';
import { checkAnswers, checkCode, sendCode, vouch, type Trust } from './trust';
import { fieldName } from './words';

interface WayProps {
  customer: Customer;
  conversation: string;
  trust: Trust;
  onDone: () => void;
}

/** Does something and keeps what went wrong beside the form. */
function useTry(): [unknown, boolean, (work: () => Promise<void>) => Promise<void>] {
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    setProblem(null);
    try {
      await work();
    } catch (error) {
      setProblem(error);
    }
    setBusy(false);
  };
  return [problem, busy, attempt];
}

function Wrong({ shown }: { shown: boolean }) {
  const { t } = useTranslation('people');
  return shown ? (
    <Alert color="red" variant="light" p="xs" role="alert">
      {t('trust.wrong')}
    </Alert>
  ) : null;
}

function ByCode({ customer, conversation, onDone }: WayProps) {
  const { t } = useTranslation('people');
  const ways = customer.identities.filter((one) => one.channel === 'email' && one.verified && !one.retired);
  const [identity, setIdentity] = useState(ways[0]?.id ?? '');
  const [until, setUntil] = useState('');
  const [code, setCode] = useState('');
  const [wrong, setWrong] = useState(false);
  const [problem, busy, attempt] = useTry();
  if (ways.length === 0) return <p className={styles['quiet']}>{t('trust.codeNone')}</p>;
  const send = () => attempt(async () => setUntil(await sendCode(conversation, identity)));
  const check = (event: FormEvent) => {
    event.preventDefault();
    void attempt(async () => {
      const right = await checkCode(conversation, code);
      setWrong(!right);
      if (right) onDone();
    });
  };
  return (
    <form className={styles['form']} onSubmit={check}>
      <p className={styles['quiet']}>{t('trust.codeLead')}</p>
      <Select
        label={t('trust.codeTo')}
        value={identity}
        onChange={(value) => setIdentity(value ?? '')}
        data={ways.map((one) => ({ value: one.id, label: one.address }))}
        allowDeselect={false}
      />
      <div className={styles['buttons']}>
        <Button variant={until ? 'default' : 'filled'} loading={busy && !until} onClick={() => void send()}>
          {until ? t('trust.sendAgain') : t('trust.sendCode')}
        </Button>
      </div>
      {until && (
        <>
          <p role="status">{t('trust.codeSent', { time: hour(Date.parse(until)) })}</p>
          <TextInput
            label={t('trust.code')}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
            inputMode="numeric"
            autoComplete="off"
            required
            autoFocus
          />
          <Wrong shown={wrong} />
          <Button type="submit" loading={busy}>
            {t('trust.check')}
          </Button>
        </>
      )}
      <Refused error={problem} />
    </form>
  );
}

function ByQuestions({ conversation, trust, onDone }: WayProps) {
  const { t, i18n } = useTranslation('people');
  const { fields: all } = useCatalog();
  const [answers, setAnswers] = useState<Record<string, string>>({});
  const [wrong, setWrong] = useState(false);
  const [problem, busy, attempt] = useTry();
  if (trust.blocked) return <p className={styles['quiet']}>{t('trust.blocked')}</p>;
  if (trust.questions.length === 0) return <p className={styles['quiet']}>{t('trust.askNone')}</p>;
  const check = (event: FormEvent) => {
    event.preventDefault();
    void attempt(async () => {
      const right = await checkAnswers(conversation, answers);
      setWrong(!right);
      if (right) onDone();
    });
  };
  const nameOf = (slug: string) => {
    const field = all.find((one) => one.slug === slug);
    return field ? fieldName(field, i18n.language) : slug;
  };
  return (
    <form className={styles['form']} onSubmit={check}>
      <p className={styles['quiet']}>
        {t('trust.askLead')} {trust.questions.length > 1 && t('trust.askMost')}
      </p>
      {trust.questions.map((slug) => (
        <TextInput
          key={slug}
          label={nameOf(slug)}
          value={answers[slug] ?? ''}
          onChange={(event) => {
            const said = event.currentTarget.value;
            setAnswers((was) => ({ ...was, [slug]: said }));
          }}
          autoComplete="off"
        />
      ))}
      <Wrong shown={wrong} />
      <Refused error={problem} />
      <Button type="submit" loading={busy}>
        {t('trust.check')}
      </Button>
    </form>
  );
}

function ByHand({ conversation, trust, onDone }: WayProps) {
  const { t } = useTranslation('people');
  const [note, setNote] = useState('');
  const [problem, busy, attempt] = useTry();
  if (!trust.may_vouch) return <p className={styles['quiet']}>{t('trust.handNo')}</p>;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void attempt(async () => {
      await vouch(conversation, note);
      onDone();
    });
  };
  return (
    <form className={styles['form']} onSubmit={submit}>
      <p className={styles['quiet']}>{t('trust.handLead')}</p>
      <Textarea
        label={t('trust.handNote')}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        required
        autosize
        minRows={2}
      />
      <Refused error={problem} />
      <Button type="submit" loading={busy}>
        {t('trust.verify')}
      </Button>
    </form>
  );
}

const WAYS = { code: ByCode, questions: ByQuestions, by_hand: ByHand } as const;
type Way = keyof typeof WAYS;

interface Props {
  customer: Customer;
  conversation: string;
  trust: Trust;
  onClose: () => void;
}

export function VerifyDialog({ customer, conversation, trust, onClose }: Props) {
  const { t } = useTranslation('people');
  const [way, setWay] = useState<Way>(trust.questions.length > 0 && !trust.blocked ? 'questions' : 'code');
  const Form = WAYS[way];
  const done = () => {
    toast.done(t('trust.done'));
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t('trust.verifyCustomer')} size="md">
      <SegmentedControl
        fullWidth
        mb="sm"
        aria-label={t('trust.methods')}
        value={way}
        onChange={(value) => setWay(value as Way)}
        data={(Object.keys(WAYS) as Way[]).map((value) => ({ value, label: t(`trust.method.${value}`) }))}
      />
      <Form customer={customer} conversation={conversation} trust={trust} onDone={done} />
    </Modal>
  );
}
