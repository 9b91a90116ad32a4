import { expect, it } from 'vitest';
import type { CallLeg, CallView } from '@/api/calls';
import {
  asksMe,
  consulted,
  dialled,
  foremost,
  looksDialable,
  modeOf,
  others,
  together,
  wantedLeg,
} from './model';

const leg = (more: Partial<CallLeg>): CallLeg => ({
  leg: 'leg_1',
  role: 'agent',
  user: 'usr_1',
  name: 'Ana',
  number: '',
  state: 'up',
  room: 'main',
  held: false,
  muted: false,
  media: { audio: true, video: false, screen: false },
  overhears: '',
  coach: false,
  desk_phone: false,
  offered: false,
  faltered: false,
  site: '',
  ...more,
});

const CUSTOMER = leg({ leg: 'leg_c', role: 'customer', user: '', name: 'Pepe' });

const call = (legs: CallLeg[], more: Partial<CallView> = {}): CallView => ({
  interaction: 'itr_1',
  conversation: 'cnv_1',
  customer: 'cus_1',
  direction: 'in',
  state: 'talking',
  number: '+34600000000',
  shown: '600 00 00 00',
  attestation: 'A',
  name: 'Pepe',
  organization: '',
  queue: 'general',
  began_at: '2026-11-22T09:00:00Z',
  connected_at: null,
  my_leg: 'leg_1',
  engine: 'embedded',
  legs: [CUSTOMER, ...legs],
  recording: { state: 'off', policy: 'off', why: '' },
  hand: false,
  monitors: [],
  vip: false,
  withheld: false,
  diverted: '',
  verified: null,
  answerer: '',
  ...more,
});

const NONE = new Set<string>();

it('what is still offered is not taken; once it is mine, the page carries it', () => {
  expect(wantedLeg([call([leg({ state: 'dialling', offered: true })])], NONE)).toBe('');
  expect(wantedLeg([call([leg({ state: 'dialling' })])], NONE)).toBe('leg_1');
});

it('a page that comes back carries the leg that is up, whatever else rings', () => {
  const rings = call([leg({ leg: 'leg_2', state: 'dialling' })], { my_leg: 'leg_2', interaction: 'itr_2' });
  expect(wantedLeg([rings, call([leg({})])], NONE)).toBe('leg_1');
});

it('who is asked into a call answers first', () => {
  const asked = call([leg({ role: 'consulted', state: 'dialling' })]);
  expect(asksMe(asked, NONE)).toBe(true);
  expect(wantedLeg([asked], NONE)).toBe('');
  expect(wantedLeg([asked], new Set(['leg_1']))).toBe('leg_1');
});

it('a desk phone carries its own voice', () => {
  expect(wantedLeg([call([leg({ desk_phone: true })])], NONE)).toBe('');
});

it('a leg that has ended is carried no more', () => {
  const over = call([], { my_leg: '' });
  expect([wantedLeg([over], NONE), foremost([over], '', NONE)]).toEqual(['', undefined]);
});

it('whoever listens is none of the others, and makes no conference', () => {
  const ear = leg({ leg: 'leg_s', role: 'supervisor', user: 'usr_9', overhears: 'leg_1', coach: true });
  const heard = call([leg({}), ear]);
  expect(others(heard).map((one) => one.leg)).toEqual(['leg_c']);
  expect(together(heard)).toBe(false);
  expect([modeOf(ear), modeOf({ ...ear, coach: false }), modeOf({ ...ear, overhears: '' })]).toEqual([
    'coach',
    'listen',
    'barge',
  ]);
});

it('somebody aside is being consulted; three in one room are a conference', () => {
  const colleague = leg({ leg: 'leg_2', role: 'consulted', user: 'usr_2' });
  expect(consulted(call([leg({ room: 'aside' }), { ...colleague, room: 'aside' }]))?.leg).toBe('leg_2');
  expect(together(call([leg({}), colleague]))).toBe(true);
});

it('numbers are dialled as people type them', () => {
  expect(dialled('+34 600-12 34.56')).toBe('+34600123456');
  expect(dialled('(91) 555 0101 #2')).toBe('915550101#2');
  expect([looksDialable('600 123 456'), looksDialable('Ana'), looksDialable('12')]).toEqual([
    true,
    false,
    false,
  ]);
});
