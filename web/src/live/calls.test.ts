import { expect, it } from 'vitest';
import { after, captioned } from './calls';
import type { LiveCall } from './state';

const call = (state: string): LiveCall => ({
  interaction: 'itr_1',
  conversation: 'cnv_1',
  state,
  my_leg: 'leg_1',
});
const none = { calls: {}, quality: {}, captions: {}, known: true };

it('a call stands there until it has ended', () => {
  const up = after(none, { op: 'call', call: call('talking') });
  expect(Object.keys(up.calls ?? {})).toEqual(['itr_1']);
  expect(after({ ...none, ...up }, { op: 'call', call: call('ended') }).calls).toEqual({});
});

it('words still being said become what was said', () => {
  const first = captioned([], { leg: 'a', text: 'buenas', final: false });
  const other = captioned(first, { leg: 'b', text: 'hello', final: true });
  expect(captioned(other, { leg: 'a', text: 'Buenas tardes.', final: true }).map((one) => one.text)).toEqual([
    'hello',
    'Buenas tardes.',
  ]);
});
