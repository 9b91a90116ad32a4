/** Answers to tap: open under the last question only, and what was tapped stays to be seen. */
import { describe, expect, it } from 'vitest';
import type { Message } from '../src/protocol';
import { start, type Line, type State } from '../src/session';
import { type MessageRow, timeline } from '../src/timeline';

const line = (position: number, more: Partial<Message>): Line => ({
  id: `m${position}`,
  position,
  from: 'assistant',
  name: '',
  text: '',
  at: '2026-11-22T10:00:00.000Z',
  files: [],
  chapter: 0,
  ...more,
});

const CHOICES = [
  { id: 'menu.0', label: 'Mi pedido' },
  { id: 'menu.1', label: 'Una factura' },
];

function questions(lines: Line[], status: State['status'] = 'flow'): MessageRow[] {
  const state: State = { ...start(null), link: 'ready', status, lines };
  return timeline({ state, entries: [], putOff: null, dayOf: () => 0 }).filter(
    (row): row is MessageRow => row.type === 'message' && row.choices.length > 0,
  );
}

const asked = line(1, { text: '¿Qué necesita?', choices: CHOICES });

describe('answers to tap', () => {
  it('are open until something is said', () => {
    expect(questions([asked])[0]).toMatchObject({ open: true, chosen: '' });
    const said = line(2, { from: 'customer', text: 'Una factura' });
    expect(questions([asked, said])[0]).toMatchObject({ open: false, chosen: 'menu.1' });
    const other = line(2, { from: 'customer', text: 'otra cosa' });
    expect(questions([asked, other])[0]).toMatchObject({ open: false, chosen: '' });
  });

  it('are the last question’s alone, and nobody’s once the chat is over', () => {
    const again = line(3, { text: '¿Algo más?', choices: CHOICES });
    expect(questions([asked, again]).map((row) => row.open)).toEqual([false, true]);
    expect(questions([asked], 'ended')[0]?.open).toBe(false);
  });

  it('stay open when the machine only adds a word', () => {
    expect(questions([asked, line(2, { text: '¿Sigue ahí?' })])[0]?.open).toBe(true);
  });
});
