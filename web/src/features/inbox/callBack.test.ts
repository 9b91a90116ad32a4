import { describe, expect, it } from 'vitest';
import { promisedBy, type Work } from './asking/callBack';

const work = (id: string, channel: string, state: string, since = 1, callback = false): Work => ({
  id,
  channel,
  state,
  since: new Date(since).toISOString(),
  callback: callback ? { number: '+34600111222', shown: '+34 600 11 12 22', not_before: null } : null,
});

describe('the work a promised call belongs to', () => {
  it('is the call that is promised already', () => {
    const works = [work('call', 'voice', 'wrap_up', 9), work('promised', 'callback', 'in_flow', 1, true)];
    expect(promisedBy(works)?.id).toBe('promised');
  });

  it('is the newest call, beside which another one is made', () => {
    const works = [
      work('old', 'voice', 'done', 1),
      work('new', 'voice', 'handling', 5),
      work('mail', 'email', 'handling', 9),
    ];
    expect(promisedBy(works)?.id).toBe('new');
  });

  it('is a mail that is open only where there is nothing else', () => {
    const open = work('open', 'email', 'handling', 9);
    expect(promisedBy([open, work('over', 'webchat', 'done', 1)])?.id).toBe('over');
    expect(promisedBy([open])?.id).toBe('open');
    expect(promisedBy([])).toBeUndefined();
  });
});
