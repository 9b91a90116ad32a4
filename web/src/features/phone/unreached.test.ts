import { expect, it } from 'vitest';
import type { CallView } from '@/api/calls';
import type { FactFrame } from '@/live/state';
import { unreached } from './unreached';

const CALL = { interaction: 'itr_1', direction: 'out', connected_at: null, my_leg: 'leg_1' } as CallView;
const ended = (cause: string, interaction = 'itr_1') =>
  ({ op: 'fact', fact: { fact: 'CallEnded', interaction, cause } }) as unknown as FactFrame;

it('says why a call of mine reached nobody', () => {
  expect(unreached(ended('limit'), [CALL])).toBe('limit');
  expect(unreached(ended('busy'), [CALL])).toBe('busy');
});

it('says nothing of calls that were answered, came in, were hung up, or are others', () => {
  expect(unreached(ended('normal'), [CALL])).toBeNull();
  expect(unreached(ended('busy'), [{ ...CALL, connected_at: '2026-01-01T00:00:00Z' }])).toBeNull();
  expect(unreached(ended('busy'), [{ ...CALL, direction: 'in' }])).toBeNull();
  expect(unreached(ended('busy', 'itr_2'), [CALL])).toBeNull();
});
