/** Finding by a few letters: the words typed, in any order, each at the beginning of a word, inside one, or scattered. */

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** How well one typed word fits; 0 is not at all. */
function fit(text: string, word: string): number {
  const at = text.indexOf(word);
  if (at === 0) return 5;
  if (at > 0) return /\W/u.test(text[at - 1] ?? '') ? 4 : 2;
  let from = 0;
  for (const letter of word) {
    from = text.indexOf(letter, from) + 1;
    if (from === 0) return 0;
  }
  return 1;
}

/** Those that fit, the best first; equals stay in their order. */
export function found<T>(items: readonly T[], sought: string, textOf: (item: T) => string): T[] {
  const words = plain(sought).split(/\s+/u).filter(Boolean);
  return items
    .map((item) => {
      const text = plain(textOf(item));
      const fits = words.map((word) => fit(text, word));
      return { item, score: fits.includes(0) ? 0 : fits.reduce((sum, each) => sum + each, 0) };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ item }) => item);
}
