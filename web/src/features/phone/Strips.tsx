/** What must be known in a call beside the call itself: who is spoken to aside, who listens, what is wrong. */
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconEar, IconInfoCircle, IconMicrophoneOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { order, type CallView } from '@/api/calls';
import { useLine } from '@/live/socket';
import { listed } from '@/ui/rules';
import type { Doing } from './doing';
import { handOver } from './handover';
import { consulted, iAmAside, mine, modeOf, partOf } from './model';
import styles from './Phone.module.css';
import { telephone, useTelephone } from './telephone';

interface StripProps {
  tone?: 'info' | 'warn' | 'bad' | 'note';
  icon: ReactNode;
  text: string;
  children?: ReactNode;
}

export function Strip({ tone = 'info', icon, text, children }: StripProps) {
  return (
    <div className={styles['strip']} data-tone={tone} role={tone === 'bad' ? 'alert' : 'status'}>
      {icon}
      <span>{text}</span>
      {children}
    </div>
  );
}

/** Speaking with somebody while the customer waits, and the four ways on from there. */
export function Aside({ call, doing }: { call: CallView; doing: Doing }) {
  const { t } = useTranslation('phone');
  const other = consulted(call);
  if (!other || partOf(call) !== 'leads') return null;
  const customer = call.name || call.shown || t('theCustomer');
  const name = other.name || other.number;
  const up = other.state === 'up';
  const told = !up ? 'aside.calling' : iAmAside(call) ? 'aside.with' : 'aside.waits';
  const does = (key: string, run: () => Promise<unknown>) => (
    <Button
      size="compact-sm"
      variant={key === 'aside.complete' ? 'filled' : 'default'}
      loading={doing.busy === key}
      onClick={() => doing.act(key, run)}
    >
      {t(key as 'aside.swap', { customer })}
    </Button>
  );
  return (
    <Strip tone="note" icon={<IconInfoCircle size={16} aria-hidden />} text={t(told, { name, customer })}>
      {up && does('aside.swap', () => order.swap(call.interaction))}
      {up && does('aside.join', () => order.conference(call.interaction))}
      {up && does('aside.complete', () => handOver(call))}
      {does('aside.end', () => order.drop(call.interaction, other.leg))}
    </Strip>
  );
}

/** Only whom a supervisor coaches hears him; for everybody else he listens. */
const toldMode = (call: CallView, monitor: CallView['monitors'][number]) => {
  const of = call.legs.find((one) => one.leg === monitor.leg)?.overhears;
  return monitor.mode === 'coach' && of !== call.my_leg ? 'listen' : monitor.mode;
};

/** For the agent: who listens or helps, where the policy says that he is told. For a supervisor: how he is in it. */
export function Heard({ call, doing }: { call: CallView; doing: Doing }) {
  const { t } = useTranslation('phone');
  const leg = mine(call);
  const own = call.monitors.find((one) => one.leg === leg?.leg);
  if (leg?.role === 'supervisor') {
    const mode = modeOf(leg);
    const agent = call.legs.find((one) => one.role === 'agent' && !one.offered);
    const name = agent?.name ?? '';
    const told = own ? t(own.announced ? 'live.told' : 'live.notTold', { name }) : '';
    const change = (to: 'listen' | 'coach' | 'barge') =>
      to !== mode && (
        <Button
          key={to}
          size="compact-sm"
          variant="default"
          loading={doing.busy === to}
          onClick={() => doing.act(to, () => order.monitor(call.interaction, to))}
        >
          {t(`live.${to}`)}
        </Button>
      );
    return (
      <Strip
        tone={mode === 'barge' ? 'warn' : 'info'}
        icon={<IconEar size={16} aria-hidden />}
        text={`${t(`live.mode.${mode}`, { name })}. ${told}`}
      >
        {(['listen', 'coach', 'barge'] as const).map(change)}
        <Button
          size="compact-sm"
          variant="default"
          loading={doing.busy === 'take'}
          onClick={() => doing.act('take', () => order.monitor(call.interaction, 'take'))}
        >
          {t('live.take')}
        </Button>
      </Strip>
    );
  }
  return (['barge', 'coach', 'listen'] as const).map((mode) => {
    const names = call.monitors.filter((one) => toldMode(call, one) === mode).map((one) => one.by.name);
    if (names.length === 0) return null;
    const text = t(`heard.${mode}` as 'heard.listen', { names: listed(names), count: names.length });
    return <Strip key={mode} icon={<IconEar size={16} aria-hidden />} text={text} />;
  });
}

/** Of my own voice, in words: a microphone that is missing, a connection that is gone, a telephone elsewhere. */
export function Troubles({ call }: { call: CallView }) {
  const { t } = useTranslation('phone');
  const { leading, trouble, state, leg } = useTelephone();
  const lineState = useLine((one) => one.state);
  const icon = <IconAlertTriangle size={16} aria-hidden />;
  const again = (
    <Button size="compact-sm" variant="default" onClick={telephone.again}>
      {t('do.again')}
    </Button>
  );
  if (mine(call)?.desk_phone) return null;
  if (leading.known && !leading.mine) {
    return (
      <Strip icon={<IconInfoCircle size={16} aria-hidden />} text={t('problem.elsewhere')}>
        <Button size="compact-sm" variant="default" onClick={telephone.takeHere}>
          {t('do.useHere')}
        </Button>
      </Strip>
    );
  }
  return (
    <>
      {lineState === 'lost' && <Strip tone="warn" icon={icon} text={t('problem.noLine')} />}
      {trouble && (
        <Strip tone="bad" icon={<IconMicrophoneOff size={16} aria-hidden />} text={t(`problem.${trouble}`)}>
          {again}
        </Strip>
      )}
      {!trouble && state === 'broken' && leg === call.my_leg && (
        <Strip tone="warn" icon={icon} text={t('problem.broken')}>
          {again}
        </Strip>
      )}
    </>
  );
}
