/** The telephone wherever one is: the call below the page, who asks one in, the dial pad, keys of keyboard and headset. */
import { Button } from '@mantine/core';
import { IconDialpad, IconHeadphones, IconMicrophone, IconPhone, IconPhoneOff } from '@tabler/icons-react';
import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { order, type CallView } from '@/api/calls';
import { answerOffer } from '@/api/offers';
import { useMe } from '@/api/session';
import { openDial, useCalling } from '@/live/calling';
import { useCalls } from '@/live/calls';
import { line } from '@/live/socket';
import { useLive } from '@/live/store';
import { useCommands, type Command } from '@/ui/commands';
import { sayProblem } from '@/ui/problem';
import { useSlot } from '@/ui/slots';
import { clockSpan } from '@/ui/time';
import { toast } from '@/ui/toast';
import { Asked, useRinging } from './Asked';
import { leave, toggleHold, type Opened } from './Controls';
import { Devices } from './Devices';
import { DialPad } from './DialPad';
import { Dock } from './Dock';
import { followHeadset, followMediaKeys, showLamps, type Pressed } from './headset';
import { chosen } from './line/devices';
import { asksMe, foremost, mine, partOf } from './model';
import { NotReady } from './NotReady';
import { Priming } from './Priming';
import styles from './Phone.module.css';
import { known, telephone, useTelephone } from './telephone';
import { unreached } from './unreached';
import { useName } from './Who';

interface VoiceOffer {
  id: string;
  channel: string;
  interaction: string;
  conversation: string;
}

const failed = (error: unknown) => toast.failed(sayProblem(error));

/** The oldest call that is offered to me, as the banner shows it. */
function useOffered(): VoiceOffer | undefined {
  const offers = useLive((state) => state.offers) as unknown as Record<string, VoiceOffer>;
  return Object.values(offers).find((one) => one.channel === 'voice');
}

function useMine(): { call: CallView | undefined; asked: CallView | undefined } {
  const all = useCalls((state) => state.calls) as unknown as Record<string, CallView>;
  const { leg, answered } = useTelephone();
  const list = Object.values(all);
  return { call: foremost(list, leg, answered), asked: list.find((one) => asksMe(one, answered)) };
}

/** What the loudspeaker chosen gets: the one element that sounds. */
function Loudspeaker() {
  const sound = useTelephone((state) => state.sound);
  const element = useRef<HTMLAudioElement>(null);
  useEffect(() => {
    const audio = element.current as
      (HTMLAudioElement & { setSinkId?: (id: string) => Promise<void> }) | null;
    if (!audio) return;
    audio.srcObject = sound;
    void audio.setSinkId?.(chosen().speaker).catch(() => undefined);
    if (sound) void audio.play().catch(() => undefined);
  }, [sound]);
  return <audio ref={element} autoPlay data-phone-sound />;
}

interface EndedProps {
  call: CallView;
  onGone: () => void;
  onWrapping: (wrapping: boolean) => void;
}

/** After a call: how long it was, and how it ended, unless that is being said where its conversation is open. */
function Ended({ call, onGone, onWrapping }: EndedProps) {
  const { t } = useTranslation('phone');
  const nameOf = useName();
  const [now] = useState(() => Date.now());
  const wrapUp = useSlot('wrapUp');
  const open = useLocation({ select: ({ pathname }) => pathname.includes(call.conversation) });
  const time = clockSpan(now - Date.parse(call.connected_at ?? call.began_at));
  return (
    <section className={styles['ended']} aria-label={t('dock')} role="status">
      <strong>{t('wrap.title')}</strong>
      <Link to={`/inbox/mine/${call.conversation}` as string} title={t('do.open')}>
        {t('wrap.lasted', { name: nameOf(call), time })}
      </Link>
      <Button variant="default" onClick={onGone}>
        {t('do.close')}
      </Button>
      {!open && <div className={styles['wrapUp']}>{wrapUp(call.conversation, onWrapping)}</div>}
    </section>
  );
}

const STAYS = 30_000;

/** The call that has just ended, for a while, and exactly as long as it is being wrapped up in it. */
function useEnded(call: CallView | undefined): EndedProps | null {
  const [ended, setEnded] = useState<CallView | null>(null);
  const [wrapping, setWrapping] = useState(false);
  const last = useRef<CallView | null>(null);
  useEffect(() => {
    const before = last.current;
    last.current = call ?? null;
    if (!call && before && partOf(before) === 'leads') setEnded(before);
  }, [call]);
  useEffect(() => {
    if (!ended || wrapping) return undefined;
    const timer = setTimeout(() => setEnded(null), STAYS);
    return () => clearTimeout(timer);
  }, [ended, wrapping]);
  const onGone = useCallback(() => setEnded(null), []);
  const was = useRef(false);
  const onWrapping = useCallback(
    (is: boolean) => {
      if (was.current && !is) onGone();
      was.current = is;
      setWrapping(is);
    },
    [onGone],
  );
  return call || !ended ? null : { call: ended, onGone, onWrapping };
}

interface Keys {
  call: CallView | undefined;
  asked: CallView | undefined;
  offer: VoiceOffer | undefined;
  onOpen: (open: Opened) => void;
  onDevices: () => void;
}

/** By key or headset, as by the banner's button: whom he talks to is on the screen. */
function useAnswer({ asked, offer }: Pick<Keys, 'asked' | 'offer'>): () => void {
  const navigate = useNavigate();
  return () => {
    if (asked) telephone.answer(asked.my_leg);
    else if (offer) {
      telephone.takeHere();
      answerOffer(offer.id, 'accept')
        .then(() => navigate({ to: `/inbox/mine/${offer.conversation}` as string }))
        .catch(failed);
    }
  };
}

function usePhoneCommands({ call, asked, offer, onOpen, onDevices }: Keys): void {
  const { t } = useTranslation('phone');
  const { voice } = useCalling();
  const answer = useAnswer({ asked, offer });
  const command = (id: string, name: string, run: () => void, icon: Command['icon']): Command => ({
    id: `call.${id}`,
    title: `${t('dock')}: ${name}`,
    group: 'me',
    run,
    icon,
  });
  const ordering = (run: (call: CallView) => Promise<unknown>) => () => {
    if (call) run(call).catch(failed);
  };
  const inCall: Command[] = call
    ? [
        command(
          'mute',
          t('command.mute'),
          ordering((one) => telephone.mute(one, !mine(one)?.muted)),
          IconMicrophone,
        ),
        command('hold', t('command.hold'), ordering(toggleHold), IconPhone),
        command('keypad', t('command.keypad'), () => onOpen('keypad'), IconDialpad),
        command('transfer', t('command.transfer'), () => onOpen('transfer'), IconPhone),
        command(
          'hand',
          t('command.hand'),
          ordering((one) => order.hand(one.interaction, !one.hand)),
          IconPhone,
        ),
        command('hangUp', t('command.hangUp'), ordering(leave), IconPhoneOff),
      ]
    : [];
  useCommands([
    ...(asked || offer ? [command('answer', t('command.answer'), answer, IconPhone)] : []),
    ...inCall,
    ...(voice
      ? [
          command('dial', t('command.dial'), () => openDial(), IconDialpad),
          command('devices', t('command.devices'), onDevices, IconHeadphones),
        ]
      : []),
  ]);
}

/** The buttons of a headset mean what they would at a telephone. */
function useHeadsetKeys({ call, asked, offer }: Pick<Keys, 'call' | 'asked' | 'offer'>): void {
  const answer = useAnswer({ asked, offer });
  const now = useRef({ call, answer });
  useEffect(() => {
    now.current = { call, answer };
  });
  const pressed = useRef<Pressed>({
    hook: (lifted) => {
      const { call: current } = now.current;
      if (current && !lifted) leave(current).catch(failed);
      else if (!current && lifted) now.current.answer();
    },
    mute: () => {
      const { call: current } = now.current;
      if (current) telephone.mute(current, !mine(current)?.muted).catch(failed);
    },
  });
  const muted = (call && mine(call)?.muted) ?? false;
  const talking = call !== undefined;
  const ringing = Boolean(asked ?? offer);
  useEffect(() => followHeadset(pressed.current), []);
  useEffect(() => followMediaKeys(talking, muted, pressed.current), [talking, muted]);
  useEffect(() => showLamps({ ringing, talking, muted }), [ringing, talking, muted]);
}

/** Nobody was reached: why is said, wherever one is. */
function useUnreached(): void {
  const { t } = useTranslation('phone');
  useEffect(
    () =>
      line.listen((frame) => {
        const why = frame.op === 'fact' ? unreached(frame, known()) : null;
        if (why) toast.failed(t(`unreached.${why}`));
      }),
    [t],
  );
}

export function PhoneArea() {
  const { user } = useMe();
  const dial = useCalling((state) => state.dial);
  const offer = useOffered();
  const { call, asked } = useMine();
  const [open, setOpen] = useState<Opened>('');
  const [devices, setDevices] = useState(false);
  const ended = useEnded(call);
  useEffect(() => telephone.start(user.id), [user.id]);
  useUnreached();
  useRinging(offer !== undefined && !call);
  usePhoneCommands({ call, asked, offer, onOpen: setOpen, onDevices: () => setDevices(true) });
  useHeadsetKeys({ call, asked, offer });
  return (
    <>
      <Loudspeaker />
      {asked && <Asked call={asked} />}
      {call && (
        <Dock
          key={call.interaction}
          call={call}
          open={open}
          onOpen={setOpen}
          onDevices={() => setDevices(true)}
        />
      )}
      {(offer ?? asked ?? dial) && !call && <Priming />}
      {!call && !offer && <NotReady onDevices={() => setDevices(true)} />}
      {ended && <Ended {...ended} />}
      {dial && <DialPad key={dial.number} asked={dial} />}
      {devices && <Devices onClose={() => setDevices(false)} />}
    </>
  );
}
