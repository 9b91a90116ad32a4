/** Finds the links in what people write. The view makes text nodes and anchors of them; nothing is ever parsed as HTML. */

export interface Piece {
  text: string;
  href?: string;
}

const LINK =
  /\bhttps?:\/\/[^\s<>"'`]+|\bwww\.[^\s<>"'`]+\.[^\s<>"'`]+|\bmailto:\S+@\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gi;
const CLOSERS: Record<string, string> = { ')': '(', ']': '[', '}': '{' };

export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let last = 0;
  for (const match of text.matchAll(LINK)) {
    const link = trimmed(match[0]);
    const href = address(link);
    if (!href) continue;
    if (match.index > last) found.push({ text: text.slice(last, match.index) });
    found.push({ text: link, href });
    last = match.index + link.length;
  }
  if (last < text.length) found.push({ text: text.slice(last) });
  return found;
}

/** "See https://a.example/x." and "(https://a.example/x)": the sentence's marks are not the link's. */
function trimmed(link: string): string {
  let end = link.length;
  for (;;) {
    const last = link[end - 1];
    if (last === undefined) break;
    const opener = CLOSERS[last];
    const inside = link.slice(0, end);
    const unpaired = opener !== undefined && inside.split(last).length > inside.split(opener).length;
    if (!unpaired && !/[.,;:!?…»]/.test(last)) break;
    end -= 1;
  }
  return link.slice(0, end);
}

function address(link: string): string | null {
  const whole = /^(https?:|mailto:)/i.test(link)
    ? link
    : link.includes('@')
      ? `mailto:${link}`
      : `https://${link}`;
  try {
    const url = new URL(whole);
    return ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}
