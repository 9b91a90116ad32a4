/** A recording to be listened to: both voices drawn, what was left out marked, what was said beside it. */
import { ActionIcon, Button, NativeSelect, Slider, Switch } from '@mantine/core';
import {
  IconPlayerPause,
  IconPlayerPlay,
  IconRewindBackward5,
  IconRewindForward5,
} from '@tabler/icons-react';
import { useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import { sayProblem } from '@/ui/problem';
import { ErrorState, ListSkeleton } from '@/ui/States';
import { clockSpan } from '@/ui/time';
import { Comments } from './Comments';
import { useRecording, type Recording } from './questions';
import styles from './Recording.module.css';
import { Transcript } from './Transcript';
import { SPEEDS, useSound, type Sound } from './useSound';

const STEP = 5000;

interface PlayerProps {
  id: string;
  /** Where to begin, in milliseconds. */
  from?: number;
}

export function Player({ id, from = 0 }: PlayerProps) {
  const { t } = useTranslation('recording');
  const { data, isError, error, refetch } = useRecording(id);
  if (isError) {
    return (
      <ErrorState
        title={t('failed')}
        detail={sayProblem(error)}
        reference={asProblem(error).reference || id}
        onRetry={() => void refetch()}
      />
    );
  }
  if (!data) return <ListSkeleton rows={3} />;
  return <Whole recording={data} from={from} />;
}

function Whole({ recording, from }: { recording: Recording; from: number }) {
  const { t } = useTranslation('recording');
  const box = useRef<HTMLDivElement>(null);
  const sound = useSound(box, recording, from);
  return (
    <section
      className={styles['player']}
      aria-label={t('title')}
      onKeyDown={(event) => onKey(event, sound)}
      data-at={Math.round(sound.at)}
    >
      <Picture recording={recording} box={box} sound={sound} />
      <Controls recording={recording} sound={sound} />
      {sound.failed && (
        <p className={styles['bad']} role="alert">
          {t('noSound')}
        </p>
      )}
      <div className={styles['beside']}>
        <Transcript passages={recording.passages} at={sound.at} playing={sound.playing} onSeek={sound.seek} />
        <Comments recording={recording} at={sound.at} onSeek={sound.seek} />
      </div>
      <p className={styles['quiet']}>{t('keys')}</p>
    </section>
  );
}

/** Keys do what they say wherever the focus is in the player, but where something is typed or chosen. */
function onKey(event: KeyboardEvent, sound: Sound): void {
  const target = event.target as HTMLElement;
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (target.closest('input, textarea, select, [role="slider"]')) return;
  const speed = (by: number) => {
    const next = SPEEDS[SPEEDS.indexOf(sound.speed as (typeof SPEEDS)[number]) + by];
    if (next !== undefined) sound.setSpeed(next);
  };
  const actions: Record<string, () => void> = {
    ArrowLeft: () => sound.seek(sound.at - STEP),
    ArrowRight: () => sound.seek(sound.at + STEP),
    '+': () => speed(1),
    '-': () => speed(-1),
    ...(target.closest('button, a') ? {} : { ' ': sound.toggle }),
  };
  const action = actions[event.key];
  if (!action) return;
  event.preventDefault();
  action();
}

interface PictureProps {
  recording: Recording;
  box: React.RefObject<HTMLDivElement | null>;
  sound: Sound;
}

function Picture({ recording, box, sound }: PictureProps) {
  const { t } = useTranslation('recording');
  const length = Math.max(1, recording.duration_ms);
  const share = (ms: number) => `${(100 * ms) / length}%`;
  return (
    <div className={styles['picture']}>
      <div className={styles['names']} aria-hidden>
        <span>{t('customer')}</span>
        <span>{t('agent')}</span>
      </div>
      <div className={styles['canvas']} tabIndex={0} role="group" aria-label={t('waveform')}>
        <div ref={box} aria-hidden />
        {recording.gaps.map((gap) => (
          <div
            key={gap.start_ms}
            className={styles['gap']}
            style={{ left: share(gap.start_ms), width: share(gap.end_ms - gap.start_ms) }}
            title={t('gap', { from: clockSpan(gap.start_ms), to: clockSpan(gap.end_ms) })}
            role="img"
            aria-label={t('gap', { from: clockSpan(gap.start_ms), to: clockSpan(gap.end_ms) })}
          />
        ))}
        {recording.comments.map((one) => (
          <button
            key={one.id}
            type="button"
            className={styles['pin']}
            style={{ left: share(one.at_ms) }}
            title={`${clockSpan(one.at_ms)} ${one.text}`}
            aria-label={`${clockSpan(one.at_ms)} ${one.author.name}: ${one.text}`}
            onClick={() => sound.seek(one.at_ms)}
          />
        ))}
      </div>
      <Segments recording={recording} share={share} />
    </div>
  );
}

/** Who spoke when, from what was said. */
function Segments({ recording, share }: { recording: Recording; share: (ms: number) => string }) {
  if (recording.passages.length === 0) return null;
  return (
    <div className={styles['segments']} aria-hidden>
      {recording.passages.map((one) => (
        <i
          key={one.number}
          data-side={one.side}
          style={{ left: share(one.start_ms), width: share(Math.max(200, one.end_ms - one.start_ms)) }}
        />
      ))}
    </div>
  );
}

function Controls({ recording, sound }: { recording: Recording; sound: Sound }) {
  const { t } = useTranslation('recording');
  const seconds = Math.round(sound.at / 1000);
  const total = clockSpan(recording.duration_ms);
  return (
    <div className={styles['controls']}>
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={t('back')}
        onClick={() => sound.seek(sound.at - STEP)}
      >
        <IconRewindBackward5 size={18} aria-hidden />
      </ActionIcon>
      <Button
        leftSection={
          sound.playing ? <IconPlayerPause size={16} aria-hidden /> : <IconPlayerPlay size={16} aria-hidden />
        }
        onClick={sound.toggle}
      >
        {sound.playing ? t('pause') : t('play')}
      </Button>
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={t('forward')}
        onClick={() => sound.seek(sound.at + STEP)}
      >
        <IconRewindForward5 size={18} aria-hidden />
      </ActionIcon>
      <Slider
        className={styles['slider'] ?? ''}
        value={seconds}
        min={0}
        max={Math.max(1, Math.round(recording.duration_ms / 1000))}
        label={null}
        size="sm"
        thumbLabel={t('position')}
        onChange={(value) => sound.seek(value * 1000)}
        thumbProps={{ 'aria-valuetext': t('of_total', { at: clockSpan(sound.at), total }) }}
      />
      <span className={styles['time']}>
        {clockSpan(sound.at)} / {total}
      </span>
      <NativeSelect
        size="xs"
        aria-label={t('speed')}
        value={String(sound.speed)}
        data={SPEEDS.map((one) => ({ value: String(one), label: `${one.toLocaleString()}×` }))}
        onChange={(event) => sound.setSpeed(Number(event.currentTarget.value))}
      />
      <Switch
        size="sm"
        label={t('skip')}
        checked={sound.skips}
        onChange={(event) => sound.setSkips(event.currentTarget.checked)}
      />
    </div>
  );
}
