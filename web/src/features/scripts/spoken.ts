/** What of a script's text is to be said: what stands in quotation marks, else nothing. */
const QUOTED = /«([^»]+)»|“([^”]+)”/g;

export const spokenIn = (text: string): string =>
  [...text.matchAll(QUOTED)].map((found) => (found[1] ?? found[2] ?? '').trim()).join('\n');
