/** The calls that go on, for who supervises: who asks for help comes first; listening, coaching and more in one click. */
import { Button, Menu } from '@mantine/core';
import { IconDots, IconEar, IconHandStop, IconPhoneIncoming, IconPhoneOutgoing } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { liveCalls, order, type CallView, type MonitorMode } from '@/api/calls';
import { nameOf, useCatalog, useMay } from '@/api/session';
import { useCalling } from '@/live/calling';
import { calls, useCalls } from '@/live/calls';
import { useLine } from '@/live/socket';
import { Chip } from '@/ui/Bits';
import { Elapsed } from '@/ui/Elapsed';
import { EmptyState } from '@/ui/States';
import { useDoing } from './doing';
import { Dots } from './Dots';
import { gradeOf } from './line/measured';
import { mine } from './model';
import styles from './Phone.module.css';
import { telephone } from './telephone';
import { useName } from './Who';

const leader = (call: CallView) => call.legs.find((one) => one.role === 'agent' && !one.offered);

/** Read once; frames keep it. Lists are read again after the line was away. */
function useLiveCalls(): CallView[] | null {
  const state = useLine((one) => one.state);
  const { data } = useQuery({ queryKey: ['calls', 'live', state], queryFn: liveCalls, staleTime: 0 });
  const all = useCalls((one) => one.calls) as unknown as Record<string, CallView>;
  useEffect(() => {
    if (data) calls.learn(data);
  }, [data]);
  if (!data) return null;
  return Object.values(all).sort(
    (a, b) => Number(b.hand) - Number(a.hand) || a.began_at.localeCompare(b.began_at),
  );
}

function Supervise({ call }: { call: CallView }) {
  const { t } = useTranslation('phone');
  const coach = useMay('call.coach');
  const barge = useMay('call.barge');
  const { busy, act } = useDoing();
  const agent = leader(call);
  const own = mine(call);
  const monitor = (mode: MonitorMode | 'take' | 'off') => () => {
    telephone.takeHere();
    act(mode, () => order.monitor(call.interaction, mode));
  };
  if (own && own.role !== 'supervisor') return null;
  if (own) {
    return (
      <Button variant="default" size="compact-sm" loading={busy === 'off'} onClick={monitor('off')}>
        {t('live.stop')}
      </Button>
    );
  }
  if (agent?.state !== 'up') return null;
  return (
    <span className={styles['line']} style={{ flexWrap: 'nowrap' }}>
      {call.hand && coach ? (
        <Button size="compact-sm" loading={busy === 'coach'} onClick={monitor('coach')}>
          {t('live.coachNow')}
        </Button>
      ) : (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconEar size={15} aria-hidden />}
          loading={busy === 'listen'}
          onClick={monitor('listen')}
        >
          {t('live.listen')}
        </Button>
      )}
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button variant="subtle" size="compact-sm" aria-label={t('do.more')}>
            <IconDots size={16} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={monitor('listen')}>{t('live.listen')}</Menu.Item>
          {coach && <Menu.Item onClick={monitor('coach')}>{t('live.coach')}</Menu.Item>}
          {barge && <Menu.Item onClick={monitor('barge')}>{t('live.barge')}</Menu.Item>}
          {barge && <Menu.Item onClick={monitor('take')}>{t('live.take')}</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
    </span>
  );
}

function State({ call }: { call: CallView }) {
  const { t } = useTranslation('phone');
  const tone = call.state === 'held' ? 'warn' : call.state === 'talking' ? 'ok' : 'info';
  return (
    <span className={styles['under']}>
      <Chip tone={tone}>{t(`state.${call.state as 'talking'}`)}</Chip>
      {call.recording.state !== 'off' && (
        <span className={styles['rec']} data-state={call.recording.state}>
          {t(`recording.${call.recording.state}`)}
        </span>
      )}
      {call.hand && (
        <span className={styles['helps']}>
          <IconHandStop size={14} aria-hidden /> {t('live.helps')}
        </span>
      )}
    </span>
  );
}

function Row({ call }: { call: CallView }) {
  const { t, i18n } = useTranslation('phone');
  const { queues } = useCatalog();
  const shown = useName();
  const agent = leader(call);
  const heard = useCalls((state) => (agent ? state.quality[agent.leg] : undefined));
  const Way = call.direction === 'in' ? IconPhoneIncoming : IconPhoneOutgoing;
  return (
    <tr>
      <td>
        <Link className={styles['name']} to={`/inbox/all/${call.conversation}` as string}>
          <Way size={15} aria-label={t(`live.${call.direction}`)} /> {shown(call)}
        </Link>
        <span className={styles['under']}>
          {call.organization || call.shown}
          {call.queue && <span>{nameOf(queues, call.queue, i18n.language)}</span>}
        </span>
      </td>
      <td>
        {agent?.name ?? <span className={styles['hint']}>{t('live.nobody')}</span>}
        {agent?.site && <span className={styles['under']}>{agent.site}</span>}
      </td>
      <td>
        <State call={call} />
      </td>
      <td>
        <Elapsed since={Date.parse(call.connected_at ?? call.began_at)} clock />
      </td>
      <td>
        <Dots grade={gradeOf(heard ?? null)} />
      </td>
      <td>
        <Supervise call={call} />
      </td>
    </tr>
  );
}

const HEADS = ['who', 'agent', 'state', 'time', 'line', 'doing'] as const;

export function CallsNow() {
  const { t } = useTranslation('phone');
  const found = useLiveCalls();
  const voice = useCalling((state) => state.voice);
  if (found === null || (!voice && found.length === 0)) return null;
  return (
    <section aria-labelledby="calls-now">
      <h2 id="calls-now" style={{ margin: '18px 0 8px' }}>
        {t('live.title')}
        {found.length > 0 && ` · ${String(found.length)}`}
      </h2>
      {found.length === 0 ? (
        <EmptyState title={t('live.none')}>{t('live.noneHint')}</EmptyState>
      ) : (
        <div className={styles['wide']} tabIndex={0} role="region" aria-label={t('live.title')}>
          <table className={styles['table']}>
            <thead>
              <tr>
                {HEADS.map((head) => (
                  <th key={head} scope="col">
                    {t(`live.${head}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {found.map((call) => (
                <Row key={call.interaction} call={call} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
