/** What a supervisor says to the agents, above their work until it is over or they have put it away. */
import { ActionIcon } from '@mantine/core';
import { IconSpeakerphone, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { line } from '@/live/socket';
import { Strip } from '@/ui/Bits';
import { useNow } from '@/ui/time';
import styles from './Banner.module.css';
import { heardAgain, useHeardNow } from './questions';

const KEY = 'atiende.heard';

function putAway(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}

export function BroadcastBanner() {
  const { t } = useTranslation('report');
  const [away, setAway] = useState(putAway);
  const now = useNow();
  const { data } = useHeardNow();
  useEffect(
    () =>
      line.listen((frame) => {
        const kind = frame.op === 'fact' ? (frame.fact as { fact?: string }).fact : '';
        if (kind === 'BroadcastSent' || kind === 'BroadcastEnded' || frame.op === 'resumed') heardAgain();
      }),
    [],
  );
  const shown = (data?.items ?? []).filter((one) => !away.includes(one.id) && Date.parse(one.until) > now);
  const put = (id: string) => {
    const kept = [...away, id].slice(-50);
    localStorage.setItem(KEY, JSON.stringify(kept));
    setAway(kept);
  };
  return shown.map((one) => (
    <Strip key={one.id} tone={one.urgent ? 'bad' : 'info'}>
      <span className={styles['word']}>
        <IconSpeakerphone size={16} aria-hidden />
        <span>
          <b>{one.by.name}:</b> {one.text}
        </span>
        <ActionIcon size={24} aria-label={t('broadcast.putAway')} onClick={() => put(one.id)}>
          <IconX size={15} />
        </ActionIcon>
      </span>
    </Strip>
  ));
}
