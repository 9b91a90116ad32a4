import { expect, it } from 'vitest';
import { judged } from './ready';

const HERE = { here: true, sip: false, registered: false };

it('rings in the tab that is the telephone, with a microphone', () => {
  expect(judged(HERE, true)).toBe('');
  expect(judged(HERE, false)).toBe('microphone');
  expect(judged({ ...HERE, here: false }, true)).toBe('page');
});

it('waits for its registration where it is a telephone by SIP', () => {
  expect(judged({ ...HERE, sip: true }, true)).toBe('unregistered');
  expect(judged({ ...HERE, sip: true, registered: true }, true)).toBe('');
});
