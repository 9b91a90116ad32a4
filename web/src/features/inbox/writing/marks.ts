/** Marks of simple formatting put around, or before the lines of, what is selected. Pure. */
export type Mark = 'bold' | 'italic' | 'list' | 'numbers' | 'quote' | 'link';

export interface Edited {
  text: string;
  from: number;
  to: number;
}

const AROUND: Readonly<Partial<Record<Mark, string>>> = { bold: '**', italic: '*' };

function around(text: string, from: number, to: number, sign: string): Edited {
  const inner = text.slice(from, to);
  const marked = text.slice(from - sign.length, from) === sign && text.slice(to, to + sign.length) === sign;
  if (marked) {
    const plain = text.slice(0, from - sign.length) + inner + text.slice(to + sign.length);
    return { text: plain, from: from - sign.length, to: to - sign.length };
  }
  return {
    text: text.slice(0, from) + sign + inner + sign + text.slice(to),
    from: from + sign.length,
    to: to + sign.length,
  };
}

function lines(text: string, from: number, to: number, sign: (index: number) => string): Edited {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const end = text.indexOf('\n', to) < 0 ? text.length : text.indexOf('\n', to);
  const marked = text
    .slice(start, end)
    .split('\n')
    .map((each, index) => sign(index) + each)
    .join('\n');
  return { text: text.slice(0, start) + marked + text.slice(end), from: start, to: start + marked.length };
}

export function mark(text: string, from: number, to: number, what: Mark): Edited {
  const sign = AROUND[what];
  if (sign) return around(text, from, to, sign);
  if (what === 'list') return lines(text, from, to, () => '- ');
  if (what === 'numbers') return lines(text, from, to, (index) => `${String(index + 1)}. `);
  if (what === 'quote') return lines(text, from, to, () => '> ');
  const words = text.slice(from, to);
  const link = `[${words}](https://)`;
  const at = from + link.length - 1;
  return { text: text.slice(0, from) + link + text.slice(to), from: at, to: at };
}
