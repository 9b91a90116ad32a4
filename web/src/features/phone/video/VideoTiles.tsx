/** Who is seen in my call: one picture large, the others beside it, mine small; captions below. Nothing without pictures. */
import { ActionIcon, Tooltip } from '@mantine/core';
import {
  IconArrowsDiagonal,
  IconArrowsDiagonalMinimize2,
  IconPictureInPicture,
  IconWindowMinimize,
  IconVideo,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallView } from '@/api/calls';
import { useCalls } from '@/live/calls';
import { useTelephone } from '../telephone';
import { largeOf, shownOf, zoomed, type Shown } from './pictures';
import styles from './Video.module.css';

const NONE: readonly never[] = [];

function Picture({ shown, label, large }: { shown: Shown; label: string; large?: boolean }) {
  const element = useRef<HTMLVideoElement>(null);
  const track = shown.stream.getVideoTracks()[0];
  useEffect(() => {
    const at = element.current;
    if (!at || !track) return;
    at.srcObject = new MediaStream([track]);
    void at.play().catch(() => undefined);
  }, [track]);
  return (
    <video
      ref={element}
      muted
      playsInline
      autoPlay
      aria-label={label}
      data-kind={shown.kind}
      data-large={large || undefined}
    />
  );
}

function Tool({ label, onClick, children }: { label: string; onClick: () => void; children: ReactNode }) {
  return (
    <Tooltip label={label}>
      <ActionIcon className={styles['tool'] ?? ''} variant="transparent" aria-label={label} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

function useNames(call: CallView): (shown: Shown) => string {
  const { t } = useTranslation('video');
  return ({ leg, kind }) => {
    if (kind === 'own') return t('own');
    const found = call.legs.find((one) => one.leg === leg);
    const name = found?.name || found?.number || t(`role.${found?.role ?? 'customer'}` as 'role.customer');
    return t(kind, { name });
  };
}

function LastWords({ interaction }: { interaction: string }) {
  const said = useCalls((state) => state.captions[interaction] ?? NONE);
  const last = said[said.length - 1];
  return last ? <p className={styles['caption']}>{last.text}</p> : null;
}

function useFullscreen(element: RefObject<HTMLElement | null>): [boolean, () => void] {
  const [full, setFull] = useState(false);
  useEffect(() => {
    const look = () =>
      setFull(document.fullscreenElement !== null && document.fullscreenElement === element.current);
    document.addEventListener('fullscreenchange', look);
    return () => document.removeEventListener('fullscreenchange', look);
  }, [element]);
  const toggle = () => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else void element.current?.requestFullscreen();
  };
  return [full, toggle];
}

export function VideoTiles({ call }: { call: CallView }) {
  const { t } = useTranslation('video');
  const { pictures, camera, screen, leg } = useTelephone();
  const own = camera ?? screen;
  const shown = useMemo(() => shownOf(pictures, own), [pictures, own]);
  const [chosen, choose] = useState('');
  const [zoom, setZoom] = useState(1);
  const [small, setSmall] = useState(false);
  const whole = useRef<HTMLElement>(null);
  const [full, toggleFull] = useFullscreen(whole);
  const nameOf = useNames(call);
  const large = shown.find(({ key }) => key === largeOf(shown, chosen));
  if (!large || leg !== call.my_leg) return null;
  const others = shown.filter((one) => one !== large);
  if (small) {
    return (
      <button type="button" className={styles['folded']} onClick={() => setSmall(false)}>
        <IconVideo size={16} aria-hidden /> {t('show')}
      </button>
    );
  }
  const pip = () =>
    void whole.current
      ?.querySelector<HTMLVideoElement>('video[data-large]')
      ?.requestPictureInPicture()
      .catch(() => undefined);
  return (
    <section ref={whole} className={styles['video']} aria-label={t('title')} data-full={full || undefined}>
      <div className={styles['large']} tabIndex={zoom > 1 ? 0 : -1} role="group" aria-label={nameOf(large)}>
        <div style={{ width: `${zoom * 100}%`, height: `${zoom * 100}%` }}>
          <Picture key={large.key} shown={large} label={nameOf(large)} large />
        </div>
      </div>
      <p className={styles['label']}>{nameOf(large)}</p>
      <div className={styles['tools']}>
        <Tool label={t('zoomOut')} onClick={() => setZoom(zoomed(zoom, -1))}>
          <IconZoomOut size={18} />
        </Tool>
        <span aria-live="polite">{Math.round(zoom * 100)} %</span>
        <Tool label={t('zoomIn')} onClick={() => setZoom(zoomed(zoom, 1))}>
          <IconZoomIn size={18} />
        </Tool>
        {document.pictureInPictureEnabled && (
          <Tool label={t('pip')} onClick={pip}>
            <IconPictureInPicture size={18} />
          </Tool>
        )}
        <Tool label={t(full ? 'smaller' : 'larger')} onClick={toggleFull}>
          {full ? <IconArrowsDiagonalMinimize2 size={18} /> : <IconArrowsDiagonal size={18} />}
        </Tool>
        {!full && (
          <Tool label={t('hide')} onClick={() => setSmall(true)}>
            <IconWindowMinimize size={18} />
          </Tool>
        )}
      </div>
      {others.length > 0 && (
        <ul className={styles['others']}>
          {others.map((one) => (
            <li key={one.key}>
              <button
                type="button"
                onClick={() => choose(one.key)}
                aria-label={t('enlarge', { name: nameOf(one) })}
              >
                <Picture shown={one} label={nameOf(one)} />
                <span aria-hidden>{nameOf(one)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <LastWords interaction={call.interaction} />
    </section>
  );
}
