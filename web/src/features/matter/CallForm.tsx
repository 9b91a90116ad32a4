/** A call on the company's own telephone: who it is, what it is about, and then it runs; or it is over already. */
import { Button, Checkbox, NumberInput, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalog } from '@/api/session';
import { Refused } from '@/ui/problem';
import { TreeSelect } from '@/ui/TreeSelect';
import { CallerCard, NEW_MATTER } from './CallerCard';
import { beginCall, type CallWanted } from './calls';
import styles from './Matter.module.css';
import { useCaller, type Caller } from './questions';
import { Stranger, type Somebody } from './Stranger';

const MINUTE = 60_000;

const localTime = (at: number): string => {
  const zone = new Date(at).getTimezoneOffset() * MINUTE;
  return new Date(at - zone).toISOString().slice(0, 16);
};

interface After {
  on: boolean;
  began: string;
  minutes: number;
  disposition: string | null;
  reason: string | null;
  note: string;
}

function Afterwards({ after, onChange }: { after: After; onChange: (after: After) => void }) {
  const { t, i18n } = useTranslation('matter');
  const { reasons, dispositions } = useCatalog();
  return (
    <>
      <div className={styles['row']}>
        <TextInput
          type="datetime-local"
          label={t('call.began')}
          value={after.began}
          onChange={(event) => onChange({ ...after, began: event.currentTarget.value })}
        />
        <NumberInput
          label={t('call.minutes')}
          value={after.minutes}
          min={1}
          max={600}
          w={90}
          onChange={(minutes) => onChange({ ...after, minutes: Number(minutes) || 1 })}
        />
      </div>
      <TreeSelect
        label={t('wrap.reason')}
        branches={reasons}
        language={i18n.language}
        value={after.reason}
        onChange={(reason) => onChange({ ...after, reason })}
        nothing={t('wrap.none')}
        required
      />
      <TreeSelect
        label={t('wrap.disposition')}
        branches={dispositions}
        language={i18n.language}
        value={after.disposition}
        onChange={(disposition) => onChange({ ...after, disposition })}
        nothing={t('wrap.none')}
        required
      />
      <TextInput
        label={t('wrap.note')}
        value={after.note}
        onChange={(event) => onChange({ ...after, note: event.currentTarget.value })}
      />
    </>
  );
}

/** The only open matter, or none chosen where there are several: then somebody has to say. */
const likely = (caller: Caller): string =>
  caller.open.length === 1 ? (caller.open[0]?.id ?? NEW_MATTER) : caller.open.length === 0 ? NEW_MATTER : '';

function wantedOf(
  number: string,
  direction: 'in' | 'out',
  somebody: Somebody,
  about: string,
  after: After,
): Partial<CallWanted> {
  const began = new Date(after.began).getTime();
  return {
    number,
    direction,
    customer: somebody.customer,
    name: somebody.name,
    brand: somebody.brand,
    conversation: about,
    ...(after.on && {
      began: new Date(began).toISOString(),
      ended: new Date(Math.min(began + after.minutes * MINUTE, Date.now())).toISOString(),
      outcome: {
        disposition: after.disposition ?? '',
        reason: after.reason ?? '',
        note: after.note,
        fields: {},
      },
    }),
  };
}

interface Props {
  number: string;
  /** Whose page it was opened from. */
  customer?: string | undefined;
  onBegun: (conversation: string) => void;
}

const isComplete = (after: After): boolean =>
  !after.on || (after.disposition !== null && after.reason !== null);

const isSomebody = ({ customer, name }: Somebody): boolean => customer !== '' || name.trim() !== '';

function useCall({ number: given, onBegun }: Props) {
  const [number, setNumber] = useState(given);
  const [direction, setDirection] = useState<'in' | 'out'>('in');
  const [picked, setPicked] = useState<string | null>(null);
  const [stranger, setStranger] = useState<Somebody>({ customer: '', name: '', brand: '' });
  const [aboutChosen, setAbout] = useState<string | null>(null);
  const [after, setAfter] = useState<After>(() => ({
    on: false,
    began: localTime(Date.now() - 5 * MINUTE),
    minutes: 5,
    disposition: null,
    reason: null,
    note: '',
  }));
  const who = useCaller(number);
  const callers = who.data?.callers ?? [];
  const caller =
    callers.find((each) => each.customer.id === picked) ?? (callers.length === 1 ? callers[0] : undefined);
  const about = aboutChosen ?? (caller ? likely(caller) : '');
  const somebody = caller ? { customer: caller.customer.id, name: '', brand: caller.brand } : stranger;
  const ready = isComplete(after) && (caller ? about !== '' : isSomebody(stranger));
  const begin = async () => {
    const begun = await beginCall(wantedOf(number, direction, somebody, about, after));
    onBegun(begun.conversation);
  };
  return {
    number, setNumber, direction, setDirection, setPicked, setStranger, stranger, setAbout, about, after, setAfter,
    who, callers, caller, ready, begin,
  }; // prettier-ignore
}

function Who({ call }: { call: ReturnType<typeof useCall> }) {
  const { t } = useTranslation('matter');
  const { who, callers, caller, about } = call;
  if (who.isError) return <Refused error={who.error} />;
  if (!who.data) return <p className={styles['quiet']}>{t('call.typeNumber')}</p>;
  if (callers.length === 0) {
    return <Stranger number={who.data.number} somebody={call.stranger} onChange={call.setStranger} />;
  }
  return (
    <>
      {callers.length > 1 && <p className={styles['quiet']}>{t('call.several')}</p>}
      {callers.map((each) => (
        <div key={each.customer.id} className={styles['form']}>
          <CallerCard
            caller={each}
            chosen={each === caller}
            about={about}
            onAbout={(conversation) => call.setAbout(conversation)}
          />
          {each !== caller && (
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => {
                call.setPicked(each.customer.id);
                call.setAbout(null);
              }}
            >
              {each.customer.name || each.customer.organization || each.customer.id}
            </Button>
          )}
        </div>
      ))}
    </>
  );
}

export function CallForm(props: Props) {
  const { t } = useTranslation('matter');
  const call = useCall(props);
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const submit = () => {
    setBusy(true);
    setProblem(null);
    call.begin().catch((error: unknown) => {
      setProblem(error);
      setBusy(false);
    });
  };
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className={styles['row']}>
        <TextInput
          type="tel"
          label={t('call.number')}
          placeholder={t('call.numberHint')}
          value={call.number}
          onChange={(event) => call.setNumber(event.currentTarget.value)}
          data-autofocus={props.number === '' ? true : undefined}
          style={{ flex: 1 }}
        />
        <SegmentedControl
          aria-label={t('call.direction')}
          value={call.direction}
          onChange={(value) => call.setDirection(value === 'out' ? 'out' : 'in')}
          data={[
            { value: 'in', label: t('call.in') },
            { value: 'out', label: t('call.out') },
          ]}
        />
      </div>
      <Who call={call} />
      <Checkbox
        label={t('call.afterwards')}
        checked={call.after.on}
        onChange={(event) => call.setAfter({ ...call.after, on: event.currentTarget.checked })}
      />
      {call.after.on && <Afterwards after={call.after} onChange={call.setAfter} />}
      <Refused error={problem} />
      <Button
        type="submit"
        loading={busy}
        disabled={!call.ready}
        data-autofocus={props.number ? true : undefined}
      >
        {t(call.after.on ? 'call.log' : 'call.begin')}
      </Button>
    </form>
  );
}
