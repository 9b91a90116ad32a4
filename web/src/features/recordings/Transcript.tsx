/** What was said: follows the sound, is searched, and leads back to the moment. */
import { Switch, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clockSpan } from '@/ui/time';
import type { Passage } from './questions';
import styles from './Recording.module.css';
import { holding, saidAt } from './sound';

interface TranscriptProps {
  passages: readonly Passage[];
  at: number;
  playing: boolean;
  onSeek: (ms: number) => void;
}

export function Transcript({ passages, at, playing, onSeek }: TranscriptProps) {
  const { t } = useTranslation('recording');
  const [looked, setLooked] = useState('');
  const [follows, setFollows] = useState(true);
  const list = useRef<HTMLOListElement>(null);
  const now = saidAt(passages, at);
  const found = useMemo(() => holding(passages, looked), [passages, looked]);
  const first = found[0];
  useEffect(() => {
    const box = list.current;
    const index = looked.trim() ? first : follows && playing ? now : undefined;
    const line = index === undefined ? undefined : box?.children[index];
    if (box && line instanceof HTMLElement)
      box.scrollTop = line.offsetTop - box.offsetTop - box.clientHeight / 3;
  }, [now, follows, playing, looked, first]);
  return (
    <div className={styles['transcript']}>
      <h2>{t('transcript')}</h2>
      {passages.length === 0 ? (
        <p className={styles['quiet']}>{t('noTranscript')}</p>
      ) : (
        <>
          <div className={styles['finding']}>
            <TextInput
              size="xs"
              leftSection={<IconSearch size={14} aria-hidden />}
              aria-label={t('find')}
              placeholder={t('find')}
              value={looked}
              onChange={(event) => setLooked(event.currentTarget.value)}
            />
            <span className={styles['quiet']} role="status">
              {looked.trim() ? t('found', { count: found.length }) : ''}
            </span>
            <Switch
              size="xs"
              label={t('follow')}
              checked={follows}
              onChange={(event) => setFollows(event.currentTarget.checked)}
            />
          </div>
          <ol ref={list} tabIndex={0} aria-label={t('transcript')}>
            {passages.map((one, index) => (
              <li
                key={one.number}
                data-side={one.side}
                data-now={index === now || undefined}
                data-found={found.includes(index) || undefined}
              >
                <button type="button" onClick={() => onSeek(one.start_ms)}>
                  <span className={styles['said']}>
                    <time>{clockSpan(one.start_ms)}</time>{' '}
                    {one.who || (one.side === 'left' ? t('customer') : t('agent'))}
                  </span>
                  <span lang={one.language || undefined}>{one.text}</span>
                </button>
              </li>
            ))}
          </ol>
        </>
      )}
    </div>
  );
}
