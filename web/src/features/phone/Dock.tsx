/** The call one is in: a bar below every page. Nothing in it covers the page; what it opens lies over it for a moment. */
import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { order, type CallView } from '@/api/calls';
import { useCalls } from '@/live/calls';
import { Elapsed } from '@/ui/Elapsed';
import { Captions } from './Captions';
import { Controls, HangUp, type Opened } from './Controls';
import { useDoing } from './doing';
import { Dots } from './Dots';
import { handOver, handoverNote, keepHandover } from './handover';
import { Keypad } from './Keypad';
import { gradeOf } from './line/measured';
import { mine, partOf } from './model';
import { Notes } from './Notes';
import { Parties } from './Parties';
import styles from './Phone.module.css';
import { Aside, Heard, Troubles } from './Strips';
import { TargetPanel } from './TargetPanel';
import { VideoTiles } from './video/VideoTiles';
import { useTelephone } from './telephone';
import { Who } from './Who';

function useSaid(call: CallView): string {
  const { t } = useTranslation('phone');
  const { state, leg, leading } = useTelephone();
  const own = mine(call);
  const carried = leading.mine && !own?.desk_phone && leg === call.my_leg;
  if (carried && state === 'connecting') return t('state.connecting');
  if (own?.room === 'aside') return t('state.aside');
  return t(`state.${call.state as 'talking'}`);
}

function Clock({ call }: { call: CallView }) {
  const { t } = useTranslation('phone');
  const ours = useTelephone((one) => one.grade);
  const heard = useCalls((state) => state.quality[call.my_leg]);
  const grade = mine(call)?.desk_phone ? gradeOf(heard ?? null) : ours; // this page hears nothing of his desk phone
  const said = useSaid(call);
  const { state, why } = call.recording;
  return (
    <div className={styles['clock']}>
      <b>
        <Elapsed since={Date.parse(call.connected_at ?? call.began_at)} clock />
      </b>
      <span role="status">{said}</span>
      <span style={{ display: 'flex', gap: 8, alignItems: 'center' }}>
        <Dots grade={grade} />
        {state !== 'off' && (
          <span
            className={styles['rec']}
            data-state={state}
            title={why ? t(`recording.why.${why as 'agent'}`) : undefined}
          >
            {t(`recording.${state}`)}
          </span>
        )}
      </span>
    </div>
  );
}

/** With a word for whoever takes the call: it waits for them in the conversation. */
function Transfer({ call, onClose }: { call: CallView; onClose: () => void }) {
  const { t } = useTranslation('phone');
  const [note, setNote] = useState(() => handoverNote(call.interaction));
  const type = (next: string) => {
    setNote(next);
    keepHandover(call.interaction, next);
  };
  const consultable = new Set(['agent', 'number']);
  return (
    <TargetPanel
      title={t('to.title')}
      hint={t('to.hint')}
      onClose={onClose}
      deeds={[
        {
          label: t('to.consult'),
          fits: (goal) => consultable.has(goal.kind),
          run: ({ kind, value }) => order.consult(call.interaction, { kind, value }),
        },
        {
          label: t('to.blind'),
          run: (goal) => handOver(call, goal),
        },
      ]}
      below={
        <Textarea
          flex="1 0 100%"
          label={t('to.note')}
          placeholder={t('to.notePlaceholder')}
          autosize
          maxRows={4}
          maxLength={2000}
          value={note}
          onChange={(event) => type(event.currentTarget.value)}
        />
      }
    />
  );
}

interface Props {
  call: CallView;
  open: Opened;
  onOpen: (open: Opened) => void;
  onDevices: () => void;
}

function Panels({ call, open, onOpen }: Omit<Props, 'onDevices'>) {
  const close = () => onOpen('');
  return (
    <>
      {open === 'keypad' && <Keypad call={call} onClose={close} />}
      {open === 'transfer' && <Transfer call={call} onClose={close} />}
      {open === 'notes' && <Notes call={call} onClose={close} />}
      {open === 'captions' && <Captions call={call} onClose={close} />}
    </>
  );
}

export function Dock(props: Props) {
  const { call } = props;
  const { t } = useTranslation('phone');
  const doing = useDoing();
  return (
    <section
      className={styles['dock']}
      aria-label={t('dock')}
      data-state={call.state}
      data-part={partOf(call)}
    >
      <Troubles call={call} />
      <Heard call={call} doing={doing} />
      <Aside call={call} doing={doing} />
      <Parties call={call} doing={doing} />
      <div className={styles['row']}>
        <Who call={call} />
        <Clock call={call} />
        <Controls {...props} doing={doing} />
        <HangUp call={call} doing={doing} />
      </div>
      <Panels {...props} />
      <VideoTiles call={call} />
    </section>
  );
}
