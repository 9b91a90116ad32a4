/** How what a flow asks of the outside may turn out, by kind: what the simulator offers to choose from. */
import type { FlowNode } from '../model/flow';

export type Plain = string | number | boolean | null;

export interface Ending {
  /** Its words: `simulator.ending.<name>`. */
  name: string;
  result: 'ok' | 'missing' | 'failed';
  values: Record<string, Plain>;
}

const FAILED: Ending = { name: 'failed', result: 'failed', values: {} };
const OK: Ending = { name: 'ok', result: 'ok', values: {} };

const BY_KIND: Readonly<Record<string, readonly Ending[]>> = {
  request: [OK, { name: 'missing', result: 'missing', values: {} }, FAILED],
  identify: [{ ...OK, name: 'identified' }, { name: 'unknown', result: 'missing', values: {} }, FAILED],
  verify: [{ ...OK, name: 'codeSent' }, FAILED],
  check_code: [
    { name: 'rightCode', result: 'ok', values: { right: true } },
    { name: 'wrongCode', result: 'ok', values: { right: false } },
    FAILED,
  ],
  send: [{ ...OK, name: 'sent' }, FAILED],
  payment: [
    { name: 'link', result: 'ok', values: { url: 'https://pagos.example/1' } },
    { name: 'paid', result: 'ok', values: { paid: true } },
    FAILED,
  ],
  answer: [
    { name: 'found', result: 'ok', values: { found: true, text: '…', source: '', score: 1 } },
    { name: 'notFound', result: 'ok', values: { found: false } },
    FAILED,
  ],
  bot: [
    { name: 'botAnswers', result: 'ok', values: { does: 'answer', text: '…' } },
    { name: 'botAsks', result: 'ok', values: { does: 'ask', text: '¿…?' } },
    { name: 'botHandsOver', result: 'ok', values: { does: 'person' } },
    { name: 'botEnds', result: 'ok', values: { does: 'bye' } },
    FAILED,
  ],
  transfer: [OK, FAILED],
};

export const endingsOf = (kind: string): readonly Ending[] => BY_KIND[kind] ?? [OK, FAILED];

/** The names an outcome brings values for. */
export function asksFor(kind: string, node: FlowNode | undefined): string[] {
  const take = node?.['take'];
  if (kind === 'request') return take && typeof take === 'object' ? Object.keys(take) : [];
  return kind === 'identify' ? ['name', 'first_name'] : [];
}

/** Written as it reads: figures and yes or no are what they look like. */
export function plainOf(text: string): Plain {
  if (text === 'true' || text === 'false') return text === 'true';
  if (text.trim() !== '' && !Number.isNaN(Number(text)) && !/^0\d/u.test(text)) return Number(text);
  return text;
}
