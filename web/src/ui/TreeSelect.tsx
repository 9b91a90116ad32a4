/** A choice among branches of a tree, found by typing any part of its path; accents do not matter. */
import { Select, type ComboboxItem, type OptionsFilter } from '@mantine/core';
import styles from './TreeSelect.module.css';

export interface Branch {
  slug: string;
  name: string;
  name_es?: string;
  parent?: string | null;
}

interface Item extends ComboboxItem {
  depth: number;
  own: string;
}

export const foldedText = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const nameIn = (branch: Branch, language: string): string =>
  language === 'es' && branch.name_es ? branch.name_es : branch.name;

/** Depth first; a branch whose parent is gone stands at the top. */
export function treeItems(branches: readonly Branch[], language: string): Item[] {
  const known = new Set(branches.map((branch) => branch.slug));
  const below = (parent: string | null) =>
    branches.filter(
      (branch) => (branch.parent && known.has(branch.parent) ? branch.parent : null) === parent,
    );
  const walk = (parent: string | null, path: string, depth: number): Item[] =>
    depth > 6
      ? []
      : below(parent).flatMap((branch) => {
          const own = nameIn(branch, language);
          const label = path === '' ? own : `${path} › ${own}`;
          return [{ value: branch.slug, label, own, depth }, ...walk(branch.slug, label, depth + 1)];
        });
  return walk(null, '', 0);
}

const search: OptionsFilter = ({ options, search: typed }) => {
  const words = foldedText(typed).split(/\s+/u).filter(Boolean);
  return options.filter(
    (option) => 'label' in option && words.every((word) => foldedText(option.label).includes(word)),
  );
};

interface Props {
  label: string;
  description?: string | undefined;
  branches: readonly Branch[];
  language: string;
  value: string | null;
  onChange: (slug: string | null) => void;
  error?: string | undefined;
  nothing: string;
  required?: boolean;
  autoFocus?: boolean;
}

export function TreeSelect({ branches, language, onChange, nothing, autoFocus, ...rest }: Props) {
  const items = treeItems(branches, language);
  return (
    <Select
      {...rest}
      data={items}
      onChange={onChange}
      filter={search}
      searchable
      // Else the library forgets, some time after opening, which option the keys stand on: Enter would do nothing.
      selectFirstOptionOnDropdownOpen
      clearable={!rest.required}
      nothingFoundMessage={nothing}
      data-autofocus={autoFocus === true ? true : undefined}
      renderOption={({ option }) => {
        const { depth, own } = option as Item;
        return (
          <span className={styles['option']} data-depth={depth}>
            {own}
          </span>
        );
      }}
    />
  );
}
