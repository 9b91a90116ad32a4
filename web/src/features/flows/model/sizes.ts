/** How large a node is drawn and where its ways begin: known beforehand, so that nothing need be measured. */
import { branchesOf } from './branches';
import { said, type FlowNode, type Words } from './flow';

export const WIDTH = 236;
export const HEAD = 44;
export const ROW = 24;
const LINE = 17;
const FOOT = 6;

/** The first thing it says, or what it is about. */
export function firstText(node: FlowNode, language: string): string {
  const told =
    said(node['text'], language) ||
    said(node['greeting'], language) ||
    said((node['questions'] as { text?: Words }[] | undefined)?.[0]?.text, language);
  if (told) return told;
  const plain = ['url', 'question', 'number', 'value', 'amount', 'queue', 'flow', 'hours'] as const;
  const held = plain.map((name) => node[name]).find((value) => typeof value === 'string' && value);
  if (held) return held as string;
  const values = node['values'];
  return values && typeof values === 'object' ? Object.keys(values).join(', ') : '';
}

const linesOf = (text: string): number => (text ? (text.length > 34 ? 2 : 1) : 0);

export const rowsFrom = (node: FlowNode, language: string): number => {
  const lines = linesOf(firstText(node, language));
  return HEAD + (lines ? lines * LINE + 8 : 0);
};

export function heightOf(node: FlowNode, language: string): number {
  const rows = branchesOf(node, language).length;
  return rowsFrom(node, language) + rows * ROW + FOOT;
}
