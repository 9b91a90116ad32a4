import { describe, expect, it } from 'vitest';
import { blocksOf, nextSpan, problemsOfDay, timeOf, weekOf, type Block } from './week';

const office: Block[] = [
  { days: [1, 2, 3, 4], start: '09:00', end: '14:00' },
  { days: [1, 2, 3, 4], start: '16:00', end: '19:00' },
  { days: [5], start: '08:00', end: '15:00' },
];

describe('the week of opening hours', () => {
  it('shows every day its blocks in the order of the day', () => {
    const late = [...office].reverse();
    expect(weekOf(late)[0]).toEqual([
      { start: '09:00', end: '14:00' },
      { start: '16:00', end: '19:00' },
    ]);
    expect(weekOf(office)[5]).toEqual([]);
  });

  it('comes back as the same blocks, one for all days that share it', () => {
    expect(blocksOf(weekOf(office))).toEqual(office);
  });

  it('keeps two equal blocks of one day apart, so that the server can say so', () => {
    const twice = [{ start: '09:00', end: '10:00' }];
    expect(blocksOf([[...twice, ...twice], [], [], [], [], [], []])).toHaveLength(2);
  });

  it('says a problem on the days of its block and on no other', () => {
    const problems = { 'blocks[2].end': 'The end must be after the start.' };
    expect(problemsOfDay(office, problems, 5)).toBe('The end must be after the start.');
    expect(problemsOfDay(office, problems, 1)).toBeUndefined();
  });

  it.each([
    ['9', '09:00'],
    ['930', '09:30'],
    ['9.30', '09:30'],
    ['17:45', '17:45'],
    ['24', '24:00'],
    ['noon', 'noon'],
  ])('reads %s as %s', (typed, time) => {
    expect(timeOf(typed)).toBe(time);
  });

  it('suggests the afternoon after a morning, and what is left after that', () => {
    expect(nextSpan([])).toEqual({ start: '09:00', end: '18:00' });
    expect(nextSpan([{ start: '09:00', end: '14:00' }])).toEqual({ start: '16:00', end: '20:00' });
    expect(nextSpan([{ start: '16:00', end: '20:00' }])).toEqual({ start: '20:00', end: '24:00' });
  });
});
