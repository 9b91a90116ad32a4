/** Answers to tap under a machine's message: buttons as long as they can be tapped, then what was chosen. */
import { h } from './dom';
import type { Say } from './say';
import type { MessageRow } from './timeline';

export function choices(
  row: MessageRow,
  say: Say,
  choose: (choice: { id: string; label: string }) => void,
): HTMLElement | null {
  if (row.choices.length === 0) return null;
  const button = (choice: { id: string; label: string }): HTMLElement => {
    const chosen = row.chosen === choice.id;
    const label = chosen ? say('chosen', { label: choice.label }) : null;
    return h(
      'button',
      {
        class: chosen ? 'choice chosen' : 'choice',
        type: 'button',
        disabled: !row.open,
        'aria-label': label,
        onclick: () => choose(choice),
      },
      choice.label,
    );
  };
  return h(
    'div',
    { class: 'options', role: 'group', 'aria-label': say('choices') },
    ...row.choices.map(button),
  );
}

/** The article an answer is from; without an address only its title. */
export function source(row: MessageRow, say: Say): HTMLElement | null {
  if (!row.source) return null;
  const { title, url } = row.source;
  const text = say('source', { title });
  if (!/^https?:\/\//.test(url)) return h('p', { class: 'meta' }, text);
  return h('p', { class: 'meta' }, h('a', { href: url, target: '_blank', rel: 'noopener' }, text));
}
