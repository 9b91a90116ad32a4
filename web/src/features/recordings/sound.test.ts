import { describe, expect, it } from 'vitest';
import { beyond, channels, holding, saidAt, silences } from './sound';

describe('a recording', () => {
  it('has the customer and everybody else apart', () => {
    expect(channels([255, 0, 0, 51])).toEqual([
      [1, 0],
      [0, 0.2],
    ]);
  });

  it('is silent only where neither of them is heard, and for a while', () => {
    const piece = 500;
    const peaks = [90, 0, 0, 0, 0, 0, 0, 0, 0, 80, 0, 0, 90, 90];
    expect(silences(peaks, piece)).toEqual([{ from: 500, to: 2000 }]);
  });

  it('goes on where the silence ends', () => {
    const quiet = [{ from: 500, to: 2000 }];
    expect(beyond(400, quiet)).toBeNull();
    expect(beyond(900, quiet)).toBe(1850);
    expect(beyond(1900, quiet)).toBeNull();
  });

  it('knows what is being said', () => {
    const said = [{ start_ms: 100 }, { start_ms: 900 }];
    expect([saidAt(said, 0), saidAt(said, 500), saidAt(said, 5000)]).toEqual([-1, 0, 1]);
  });

  it('is searched without accents, for every word', () => {
    const said = [{ text: 'La facturación de abril' }, { text: 'Otra cosa' }];
    expect(holding(said, 'ABRIL facturacion')).toEqual([0]);
    expect(holding(said, '  ')).toEqual([]);
  });
});
