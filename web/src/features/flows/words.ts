/** The words of the designer for what is only known when running: types, fields, ways on. */
import { asProblem } from '@/api/problem';
import { sayProblem } from '@/ui/problem';
import { currentLanguage, textAt } from '@/ui/i18n';
import type { Branch } from './model/branches';
import { titleOf } from './model/flow';
import type { State } from './model/store';

export const typeWord = (type: string): string => textAt(`flows:type.${type}`) ?? type;
export const typeHelp = (type: string): string => textAt(`flows:about.${type}`) ?? '';

/** A field's own name at this type, else the one all share. */
export const fieldWord = (type: string, field: string): string =>
  textAt(`flows:field.${type}_${field}`) ?? textAt(`flows:field.${field}`) ?? field;

/** What a check points at, a way on or a field: `options[1].goto` is one of its options. */
export function whichWord(type: string, path: string): string {
  const field = /^\w+/u.exec(path)?.[0] ?? path;
  const way = textAt(`flows:way.${type}_${field}`) ?? textAt(`flows:way.${field}`);
  return textAt(`flows:field.${type}_${field}`) ?? way ?? fieldWord(type, field);
}

export const fieldHelp = (type: string, field: string): string =>
  textAt(`flows:help.${type}_${field}`) ?? textAt(`flows:help.${field}`) ?? '';

export const choiceWord = (field: string, value: string): string =>
  textAt(`flows:choice.${field}_${value}`) ?? value;

export const branchWord = (type: string, branch: Branch): string =>
  branch.text ||
  (branch.key
    ? branch.key
    : (textAt(`flows:way.${type}_${branch.field}`) ?? textAt(`flows:way.${branch.field}`) ?? branch.field));

type Naming = Pick<State, 'flow' | 'given'>;

/** A step is called as its author named it; one that came with a recipe is called what it is. */
export const isNamed = ({ flow, given }: Naming, id: string): boolean =>
  !flow.recipe || (given !== null && !given.has(id));

export function titleWord(naming: Naming, id: string): string {
  const node = naming.flow.nodes[id];
  return !node || isNamed(naming, id) ? titleOf(id) : typeWord(node.type);
}

/** What stands small beside the title. */
export const besideWord = (naming: Naming, id: string): string =>
  isNamed(naming, id) ? typeWord(naming.flow.nodes[id]?.type ?? '') : id;

/** Where only a line is: told from others of its type. */
export const nodeWord = (naming: Naming, id: string): string =>
  !(id in naming.flow.nodes) || isNamed(naming, id) ? titleOf(id) : `${titleWord(naming, id)} · ${id}`;

export const channelWord = (channel: string): string => textAt(`desk:channel.${channel}`) ?? channel;

/** `es` reads `Español`. */
export function languageWord(code: string): string {
  const name = new Intl.DisplayNames([currentLanguage()], { type: 'language' }).of(code) ?? code;
  return name.charAt(0).toLocaleUpperCase() + name.slice(1);
}

export const figure = (value: number): string => new Intl.NumberFormat(currentLanguage()).format(value);

export const share = (value: number): string =>
  new Intl.NumberFormat(currentLanguage(), { style: 'percent', maximumFractionDigits: 0 }).format(value);

/** Why the server refused, by what is wrong in it where it says so. */
export function sayWhy(error: unknown): string {
  const { errors } = asProblem(error);
  const said = [...new Set(errors.map((one) => one.detail).filter(Boolean))];
  return said.length > 0 ? said.slice(0, 5).join(' ') : sayProblem(error);
}
