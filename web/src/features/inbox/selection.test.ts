import { beforeEach, expect, it } from 'vitest';
import { selection, useSelection } from './selection';

const chosen = () => [...useSelection.getState().ids];

beforeEach(() => {
  selection.begin('');
  selection.begin('unassigned');
});

it('keeps what was chosen while a row of the same list is being opened', () => {
  selection.toggle('cnv_1');
  selection.begin('unassigned');
  expect(chosen()).toEqual(['cnv_1']);
});

it('begins with none in another list', () => {
  selection.toggle('cnv_1');
  selection.begin('mine');
  expect(chosen()).toEqual([]);
});
