import { describe, expect, it } from 'vitest';
import { largeOf, zoomed } from './pictures';

const face = { key: 'leg_a camera', kind: 'camera' as const };
const screen = { key: 'leg_a screen', kind: 'screen' as const };
const own = { key: 'own', kind: 'own' as const };

describe('which picture is large', () => {
  it('a shared screen before a face, a face before my own', () => {
    expect(largeOf([own, face, screen], '')).toBe(screen.key);
    expect(largeOf([own, face], '')).toBe(face.key);
    expect(largeOf([own], '')).toBe('own');
    expect(largeOf([], '')).toBe('');
  });

  it('what I chose stays large as long as it is there', () => {
    expect(largeOf([face, screen], face.key)).toBe(face.key);
    expect(largeOf([screen], face.key)).toBe(screen.key);
  });

  it('zooms in steps and no further than the last one', () => {
    expect(zoomed(1, 1)).toBe(1.5);
    expect(zoomed(3, 1)).toBe(3);
    expect(zoomed(1, -1)).toBe(1);
  });
});
