import { describe, expect, it } from 'vitest';
import type { Entry } from '@/api/types';
import { firstUnread, inRuns } from './runs';

const event = (seq: number) => ({ type: 'event', seq, at: '2026-05-13T10:00:00Z' }) as Entry;
const message = (position: number, author = 'cus_1') =>
  ({ type: 'message', id: `m${String(position)}`, position, author: { id: author } }) as Entry;

describe('runs of events', () => {
  it('tells a few as they are', () => {
    const entries = [message(1), event(1), event(2), message(2)];
    expect(inRuns(entries)).toEqual(entries);
  });

  it('folds what lies between the first and the last of many', () => {
    const events = [1, 2, 3, 4, 5, 6].map(event);
    const [first, run, last] = inRuns(events);
    expect(first).toBe(events[0]);
    expect(last).toBe(events[5]);
    expect(run?.type === 'run' && run.events).toEqual(events.slice(1, 5));
  });

  it.each(['CallEnded', 'CallMissed', 'VoicemailLeft', 'RecordingKept'])('never folds %s away', (kind) => {
    const kept = { ...event(4), event: kind } as Entry;
    const shown = inRuns([1, 2, 3].map(event).concat(kept, [5, 6].map(event)));
    expect(shown).toContain(kept);
  });
});

describe('what is new since one last looked', () => {
  const entries = [message(1), message(2, 'usr_me'), message(3), message(4)];
  it('begins at the first message of somebody else', () =>
    expect(firstUnread(entries, 1, 'usr_me')).toBe('m3'));
  it('is nothing when all was read, or nothing ever was', () => {
    expect(firstUnread(entries, 4, 'usr_me')).toBeNull();
    expect(firstUnread(entries, 0, 'usr_me')).toBeNull();
  });
});
