import { expect, it } from 'vitest';
import { bitAt, lit, placesOf } from './headset';

const HOOK = (0x0b << 16) | 0x20;
const MUTE = (0x0b << 16) | 0x2f;
const RING = (0x08 << 16) | 0x18;
const OFF_HOOK = (0x08 << 16) | 0x17;

const COLLECTIONS = [
  {
    usagePage: 0x0c,
    inputReports: [{ reportId: 1, items: [{ usages: [1], reportSize: 1, reportCount: 1 }] }],
  },
  {
    usagePage: 0x0b,
    inputReports: [
      {
        reportId: 2,
        items: [
          { usages: [HOOK, MUTE], reportSize: 1, reportCount: 2 },
          { usages: [], reportSize: 1, reportCount: 6 },
        ],
      },
    ],
    outputReports: [{ reportId: 3, items: [{ usages: [OFF_HOOK, RING], reportSize: 1, reportCount: 2 }] }],
  },
];

it('finds hook and mute key where the device says they are', () => {
  const places = placesOf(COLLECTIONS, 'inputReports');
  expect([places.get(HOOK)?.bit, places.get(MUTE)?.bit, places.get(MUTE)?.report]).toEqual([0, 1, 2]);
  const data = new DataView(new Uint8Array([0b10]).buffer);
  expect([bitAt(data, 0), bitAt(data, 1), bitAt(data, 99)]).toEqual([false, true, false]);
});

it('lights the lamps that there are', () => {
  const places = placesOf(COLLECTIONS, 'outputReports');
  expect([...(lit(places, { ringing: true, talking: false, muted: true }).get(3) ?? [])]).toEqual([0b10]);
  expect([...(lit(places, { ringing: false, talking: false, muted: false }).get(3) ?? [])]).toEqual([0]);
});
