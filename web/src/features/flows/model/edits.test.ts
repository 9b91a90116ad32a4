import { describe, expect, it } from 'vitest';
import { added, connected, copied, movedItem, pasted, removed, renamed } from './edits';
import { flowOf, freeId, said, titleOf, type Flow } from './flow';

const flow = flowOf({
  name: 'Ways',
  start: 'hello',
  person: 'people',
  nodes: {
    hello: { type: 'say', text: { es: 'Hola', en: '' }, next: 'menu' },
    menu: {
      type: 'menu',
      text: { es: '¿Qué?' },
      options: [
        { label: { es: 'Uno' }, goto: 'people' },
        { label: { es: 'Dos' }, goto: 'bye' },
      ],
      failed: 'people',
    },
    people: { type: 'queue', queue: 'main' },
    bye: { type: 'end' },
  },
  tests: [{ name: 'A', turns: [{ hear: '1', node: 'people' }] }],
});

const options = (one: Flow, id = 'menu') =>
  (one.nodes[id]?.['options'] as { goto: string }[]).map((each) => each.goto);

describe('editing a flow', () => {
  it('renames everywhere it is named, tests included', () => {
    const [after, id] = renamed(flow, 'people', 'Una persona');
    expect(id).toBe('una-persona');
    expect(options(after)).toEqual(['una-persona', 'bye']);
    expect([after.person, after.nodes['menu']?.['failed']]).toEqual([id, id]);
    expect(after.tests?.[0]?.turns?.[0]?.node).toBe(id);
    expect(Object.keys(after.nodes)).toEqual(['hello', 'menu', 'una-persona', 'bye']);
    expect(after.nodes['hello']).toBe(flow.nodes['hello']);
  });

  it('puts a new node on a way, and it leads on', () => {
    const [after, id] = added(flow, { type: 'say', next: '' }, 'Nota', {
      from: 'menu',
      branch: 'options.1.goto',
    });
    expect(options(after)).toEqual(['people', id]);
    expect(after.nodes[id]?.['next']).toBe('bye');
  });

  it('takes a node out and closes the gap where there was one way on', () => {
    expect(removed(flow, ['hello']).start).toBe('menu');
    const [longer, id] = added(flow, { type: 'say', next: '' }, 'x', { from: 'hello', branch: 'next' });
    expect(removed(longer, [id]).nodes['hello']?.['next']).toBe('menu');
    expect(options(removed(flow, ['people']))).toEqual(['', 'bye']);
    expect(removed(flow, ['people']).nodes['menu']?.['failed']).toBeNull();
  });

  it('pastes copies that lead among themselves', () => {
    const [after, ids] = pasted(flow, copied(flow, ['menu', 'people']));
    expect(ids).toEqual(['menu-2', 'people-2']);
    expect(options(after, 'menu-2')).toEqual(['people-2', 'bye']);
    expect(after.nodes['menu']).toBe(flow.nodes['menu']);
  });

  it('connects, and changes the order of options', () => {
    expect(options(connected(flow, 'menu', 'options.0.goto', 'bye'))).toEqual(['bye', 'bye']);
    const menu = movedItem(flow.nodes['menu'] ?? { type: 'menu' }, 'options', 0, 1);
    expect((menu['options'] as { goto: string }[])[0]?.goto).toBe('bye');
  });

  it('names things for people and for addresses', () => {
    expect(titleOf('main-menu')).toBe('Main menu');
    expect(freeId('Menú', flow.nodes)).toBe('menu-2');
    expect(said({ es: '', en: 'Hi' }, 'es')).toBe('Hi');
    expect(flowOf({ nodes: { a: 3, b: { type: 'end' } } }).nodes).toEqual({ b: { type: 'end' } });
  });
});
