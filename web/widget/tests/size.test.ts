/** What a page pays: loader ≤ 8 kB, chat ≤ 40 kB, calls and a link's page when wanted, gzipped. Nothing from a third party. */
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { describe, expect, it } from 'vitest';
import { seeded } from './world';

const BUDGET = { loader: 8_000, app: 40_000, call: 20_000, join: 26_000 };
const root = fileURLToPath(new URL('..', import.meta.url));

async function built(mode: keyof typeof BUDGET): Promise<string> {
  const result = await build({ root, mode, logLevel: 'silent', build: { write: false } });
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((one) =>
    'output' in one ? one.output : [],
  );
  expect(outputs).toHaveLength(1);
  return outputs[0]?.type === 'chunk' ? outputs[0].code : '';
}

const weight = (code: string): number => gzipSync(code, { level: 9 }).length;

describe('the built scripts', () => {
  it.each(['loader', 'app', 'call', 'join'] as const)(
    '%s keeps its budget and asks nobody else',
    async (mode) => {
      const code = await built(mode);
      expect(weight(code)).toBeGreaterThan(1_000);
      expect(weight(code)).toBeLessThanOrEqual(BUDGET[mode]);
      const hosts = [...code.matchAll(/(?:https?|wss?):\/\/[\w.-]+/g)].map((match) => match[0]);
      expect(hosts.filter((host) => host !== 'http://www.w3.org')).toEqual([]);
    },
    30_000,
  );

  it('negative control: noise as large as the budget is over it', () => {
    const chance = seeded(1);
    const noise = Array.from({ length: 12_000 }, () =>
      String.fromCharCode(33 + Math.floor(chance() * 90)),
    ).join('');
    expect(weight(noise)).toBeGreaterThan(BUDGET.loader);
  });
});
