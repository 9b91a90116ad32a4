/** Tells the server how far the open conversation has been read, once it is really in sight. */
import { useEffect } from 'react';
import type { Row } from '@/api/types';
import { live } from '@/live/store';
import { act } from './questions';

const AFTER = 600;

export function useSeen(row: Row): void {
  const { id, last, unread } = row;
  useEffect(() => {
    if (!unread) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const say = () => {
      clearTimeout(timer);
      if (document.visibilityState !== 'visible') return;
      timer = setTimeout(() => {
        live.markSeen(id, last);
        act(id, 'seen', { position: last }).catch(() => undefined);
      }, AFTER);
    };
    say();
    document.addEventListener('visibilitychange', say);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', say);
    };
  }, [id, last, unread]);
}
