/** Which microphone, loudspeaker and camera; how loud one is; whether one is heard; where calls ring. */
import { Button, Modal, Select, Switch } from '@mantine/core';
import { IconEar, IconVolume } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { beginEcho, endEcho } from '@/api/calls';
import { useCalling } from '@/live/calling';
import { chime } from '@/ui/chime';
import { sayProblem } from '@/ui/problem';
import { toast } from '@/ui/toast';
import { DeskPhone } from './DeskPhone';
import { connectHeadset, headsets, useHeadset } from './headset';
import {
  choose,
  chosen,
  devices,
  meter,
  NO_DEVICES,
  onDevices,
  openMicrophone,
  troubleOf,
  type Chosen,
  type Device,
  type Trouble,
} from './line/devices';
import styles from './Phone.module.css';
import { telephone, useTelephone } from './telephone';
import { Workplace } from './Workplace';

/** The microphone of the call, else one opened for as long as this is. */
function useTrial(again: string): { track: MediaStreamTrack | null; trouble: Trouble | null } {
  const inCall = useTelephone((state) => state.microphone);
  const [own, setOwn] = useState<MediaStreamTrack | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const busy = inCall !== null;
  useEffect(() => {
    if (busy) return undefined;
    let over = false;
    let opened: MediaStreamTrack | null = null;
    openMicrophone().then(
      (track) => {
        opened = track;
        if (over) return track.stop();
        setTrouble(null);
        setOwn(track);
      },
      (error: unknown) => setTrouble(troubleOf(error)),
    );
    return () => {
      over = true;
      opened?.stop();
      setOwn(null);
    };
  }, [busy, again]);
  return { track: inCall ?? own, trouble };
}

function Meter({ track }: { track: MediaStreamTrack | null }) {
  const { t } = useTranslation('phone');
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!track) return undefined;
    const loud = meter(track);
    let frame = 0;
    const draw = () => {
      if (bar.current) bar.current.style.transform = `scaleX(${loud.level().toFixed(3)})`;
      frame = requestAnimationFrame(draw);
    };
    draw();
    return () => {
      cancelAnimationFrame(frame);
      loud.stop();
    };
  }, [track]);
  return (
    <div>
      <div className={styles['meter']} role="img" aria-label={t('devices.level')}>
        <i ref={bar} style={{ transform: 'scaleX(0)' }} />
      </div>
      <p className={styles['hint']}>{t('devices.levelHint')}</p>
    </div>
  );
}

function Echo() {
  const { t } = useTranslation('phone');
  const { echo, leg, state } = useTelephone();
  const voice = useCalling((calling) => calling.voice);
  useEffect(
    () => () => {
      if (!useTelephone.getState().echo) return;
      telephone.endEcho();
      void endEcho().catch(() => undefined);
    },
    [],
  );
  if (!voice) return null;
  const toggle = async () => {
    try {
      if (echo) {
        telephone.endEcho();
        await endEcho();
      } else {
        const made = await beginEcho();
        await telephone.echo(made.leg, made.engine);
      }
    } catch (error) {
      telephone.endEcho();
      toast.failed(sayProblem(error));
    }
  };
  const busy = leg !== '' && leg !== echo;
  return (
    <div className={styles['line']}>
      <Button
        variant="default"
        disabled={busy}
        loading={echo !== '' && state === 'connecting'}
        leftSection={<IconEar size={16} aria-hidden />}
        onClick={() => void toggle()}
      >
        {t(echo ? 'devices.echoEnd' : 'devices.echo')}
      </Button>
      <span className={styles['hint']} role="status">
        {busy ? t('devices.echoBusy') : echo ? t('devices.echoHint') : ''}
      </span>
    </div>
  );
}

function Headset() {
  const { t } = useTranslation('phone');
  const name = useHeadset((state) => state.name);
  if (!headsets()) return null;
  return (
    <Switch
      label={name ? t('devices.headsetOn', { name }) : t('devices.headset')}
      description={t('devices.headsetHint')}
      checked={name !== ''}
      onChange={() => void connectHeadset().catch(() => toast.failed(t('problem.headset')))}
    />
  );
}

interface PickProps {
  label: string;
  from: readonly Device[];
  value: string;
  onPick: (id: string) => void;
}

function Pick({ label, from, value, onPick }: PickProps) {
  const { t } = useTranslation('phone');
  if (from.length === 0) return null;
  return (
    <Select
      label={label}
      allowDeselect={false}
      value={from.some((one) => one.id === value) ? value : ''}
      onChange={(id) => onPick(id ?? '')}
      data={[
        { value: '', label: t('devices.usual') },
        ...from.filter((one) => one.id !== 'default').map((one) => ({ value: one.id, label: one.name })),
      ]}
      comboboxProps={{ withinPortal: true }}
    />
  );
}

export function Devices({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('phone');
  const [picked, setPicked] = useState(chosen);
  const [all, setAll] = useState(NO_DEVICES);
  const { track, trouble } = useTrial(picked.microphone);
  useEffect(() => {
    const look = () => void devices().then(setAll, () => undefined);
    look();
    return onDevices(look);
  }, [track]);
  const pick = (more: Partial<Chosen>) => {
    choose(more);
    setPicked(chosen());
    if (more.microphone !== undefined) void telephone.changeMicrophone();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('devices.title')}
      closeButtonProps={{ 'aria-label': t('do.close') }}
    >
      <div style={{ display: 'flex', flexDirection: 'column', gap: 14 }}>
        {trouble && (
          <p className={styles['strip']} data-tone="bad" role="alert">
            {t(`problem.${trouble}`)}
          </p>
        )}
        <Pick
          label={t('devices.microphone')}
          from={all.microphones}
          value={picked.microphone}
          onPick={(microphone) => pick({ microphone })}
        />
        <Meter track={track} />
        <Pick
          label={t('devices.speaker')}
          from={all.speakers}
          value={picked.speaker}
          onPick={(speaker) => pick({ speaker })}
        />
        <div className={styles['line']}>
          <Button
            variant="default"
            leftSection={<IconVolume size={16} aria-hidden />}
            onClick={() => chime('rise', chosen().speaker)}
          >
            {t('devices.test')}
          </Button>
        </div>
        <Pick
          label={t('devices.camera')}
          from={all.cameras}
          value={picked.camera}
          onPick={(camera) => pick({ camera })}
        />
        <Echo />
        <Headset />
        <DeskPhone />
        <Workplace />
      </div>
    </Modal>
  );
}
