/** What one can do in a call, each with its state; hanging up stands apart. */
import {
  IconArrowsExchange,
  IconBadgeCc,
  IconDialpad,
  IconDots,
  IconHandStop,
  IconHeadphones,
  IconMicrophone,
  IconMicrophoneOff,
  IconNotes,
  IconPhoneOff,
  IconPlayerPause,
  IconPlayerPlay,
  IconRecordMail,
  IconScreenShare,
  IconVideo,
} from '@tabler/icons-react';
import { useState, type ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { order, type CallView } from '@/api/calls';
import type { Doing } from './doing';
import { consulted, mine, others, partOf } from './model';
import styles from './Phone.module.css';
import { telephone, useTelephone } from './telephone';

export type Opened = '' | 'keypad' | 'transfer' | 'notes' | 'captions';

interface ButtonProps {
  icon: ComponentType<{ size?: number | string; stroke?: number | string }>;
  label: string;
  onClick: () => void;
  pressed?: boolean;
  /** It is so now, as its other name says. */
  on?: boolean;
  expanded?: boolean;
  warn?: boolean;
  busy?: boolean;
  /** On a small screen it is behind “more”. */
  second?: boolean;
}

function Button({ icon: Icon, label, onClick, pressed, on, expanded, warn, busy, second }: ButtonProps) {
  return (
    <button
      type="button"
      className={styles['button']}
      aria-pressed={pressed}
      data-on={on || undefined}
      aria-expanded={expanded}
      aria-haspopup={expanded === undefined ? undefined : 'dialog'}
      aria-busy={busy || undefined}
      data-warn={warn || undefined}
      data-second={second || undefined}
      onClick={onClick}
    >
      <Icon size={20} stroke={1.7} />
      {label}
    </button>
  );
}

export const heldNow = (call: CallView): boolean =>
  others(call).some((one) => one.held) && others(call).every((one) => one.held || one.room !== 'main');

export const toggleHold = (call: CallView): Promise<unknown> =>
  heldNow(call) ? order.resume(call.interaction) : order.hold(call.interaction);

export const leave = (call: CallView): Promise<unknown> =>
  partOf(call) === 'supervises' ? order.monitor(call.interaction, 'off') : order.hangUp(call.interaction);

interface Props {
  call: CallView;
  open: Opened;
  onOpen: (open: Opened) => void;
  onDevices: () => void;
  doing: Doing;
}

function Recording({ call, doing }: { call: CallView; doing: Doing }) {
  const { t } = useTranslation('phone');
  const { state } = call.recording;
  if (state === 'off') return null;
  return (
    <Button
      icon={state === 'on' ? IconPlayerPause : IconRecordMail}
      label={t(state === 'on' ? 'do.pause' : 'do.record')}
      on={state === 'paused'}
      warn
      busy={doing.busy === 'record'}
      onClick={() => doing.act('record', () => order.record(call.interaction, state !== 'on'))}
    />
  );
}

function Pictures({ call, doing }: { call: CallView; doing: Doing }) {
  const { t } = useTranslation('phone');
  const { camera, screen } = useTelephone();
  const pages =
    others(call).some((one) => one.media.video || one.role === 'customer') && call.engine !== 'asterisk';
  if (!pages) return null;
  return (
    <>
      <Button
        icon={IconVideo}
        second
        label={t('do.camera')}
        pressed={camera !== null}
        busy={doing.busy === 'camera'}
        onClick={() => doing.act('camera', () => telephone.show(call, { camera: !camera }))}
      />
      <Button
        icon={IconScreenShare}
        second
        label={t('do.screen')}
        pressed={screen !== null}
        busy={doing.busy === 'screen'}
        onClick={() => doing.act('screen', () => telephone.show(call, { screen: !screen }))}
      />
    </>
  );
}

/** Only who leads the call, or helps in it. */
function Leading({ call, open, onOpen, doing }: Props) {
  const { t } = useTranslation('phone');
  const held = heldNow(call);
  const toggle = (panel: Opened) => () => onOpen(open === panel ? '' : panel);
  return (
    <>
      {!consulted(call) && (
        <Button
          icon={held ? IconPlayerPlay : IconPlayerPause}
          label={t(held ? 'do.resume' : 'do.hold')}
          on={held}
          warn
          busy={doing.busy === 'hold'}
          onClick={() => doing.act('hold', () => toggleHold(call))}
        />
      )}
      <Button
        icon={IconDialpad}
        label={t('do.keypad')}
        expanded={open === 'keypad'}
        onClick={toggle('keypad')}
      />
      <Button
        icon={IconArrowsExchange}
        label={t('do.transfer')}
        expanded={open === 'transfer'}
        onClick={toggle('transfer')}
      />
      <Recording call={call} doing={doing} />
      <Pictures call={call} doing={doing} />
      <Button
        icon={IconHandStop}
        label={t(call.hand ? 'do.handDown' : 'do.hand')}
        second
        on={call.hand}
        warn
        busy={doing.busy === 'hand'}
        onClick={() => doing.act('hand', () => order.hand(call.interaction, !call.hand))}
      />
    </>
  );
}

export function Controls(props: Props) {
  const { call, open, onOpen, onDevices, doing } = props;
  const { t } = useTranslation('phone');
  const part = partOf(call);
  const muted = mine(call)?.muted ?? false;
  const [all, setAll] = useState(false);
  const toggle = (panel: Opened) => () => onOpen(open === panel ? '' : panel);
  return (
    <div className={styles['controls']} role="group" aria-label={t('dock')} data-all={all || undefined}>
      <Button
        icon={muted ? IconMicrophoneOff : IconMicrophone}
        label={t(muted ? 'do.unmute' : 'do.mute')}
        on={muted}
        warn
        onClick={() => doing.act('mute', () => telephone.mute(call, !muted))}
      />
      {part !== 'supervises' && <Leading {...props} />}
      <Button
        icon={IconNotes}
        second
        label={t('do.notes')}
        expanded={open === 'notes'}
        onClick={toggle('notes')}
      />
      <Button
        icon={IconBadgeCc}
        second
        label={t('do.captions')}
        expanded={open === 'captions'}
        onClick={toggle('captions')}
      />
      <Button icon={IconHeadphones} second label={t('do.devices')} onClick={onDevices} />
      <span className={styles['onlySmall']}>
        <Button icon={IconDots} label={t(all ? 'do.less' : 'do.more')} onClick={() => setAll(!all)} />
      </span>
    </div>
  );
}

export function HangUp({ call, doing }: { call: CallView; doing: Doing }) {
  const { t } = useTranslation('phone');
  const alone = partOf(call) === 'leads';
  return (
    <button
      type="button"
      className={styles['hangUp']}
      disabled={doing.busy === 'hangUp'}
      onClick={() => doing.act('hangUp', () => leave(call))}
    >
      <IconPhoneOff size={21} aria-hidden />
      <span>{t(alone ? 'do.hangUp' : 'do.leave')}</span>
    </button>
  );
}
