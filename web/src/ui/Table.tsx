/** A plain table: sortable heads, and on a narrow screen one card for each row. */
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import styles from './Table.module.css';

export interface Column<Row> {
  key: string;
  head: string;
  cell: (row: Row) => ReactNode;
  /** What it is ordered by; without it the column cannot be ordered by. */
  order?: (row: Row) => number | string;
  /** Figures: to the right. */
  figures?: boolean;
  /** The head is read out only. */
  quiet?: boolean;
}

interface Props<Row> {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  id: (row: Row) => string;
  /** `-waiting`: by the column of that key, largest first. Without it: as the rows come. */
  initial?: string;
  /** How a row stands out: `off` is written paler. */
  mark?: (row: Row) => 'off' | undefined;
}

function compare(one: number | string, other: number | string): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return String(one).localeCompare(String(other));
}

function ordered<Row>(rows: readonly Row[], columns: readonly Column<Row>[], by: string): readonly Row[] {
  const down = by.startsWith('-');
  const key = down ? by.slice(1) : by;
  const order = columns.find((column) => column.key === key)?.order;
  if (!order) return rows;
  return [...rows].sort((one, other) => compare(order(one), order(other)) * (down ? -1 : 1));
}

interface HeadProps<Row> {
  column: Column<Row>;
  by: string;
  onOrder: (by: string) => void;
}

function Head<Row>({ column, by, onOrder }: HeadProps<Row>) {
  const up = by === column.key;
  const down = by === `-${column.key}`;
  const sorted = up ? 'ascending' : down ? 'descending' : 'none';
  return (
    <th
      role="columnheader"
      scope="col"
      data-figures={column.figures || undefined}
      aria-sort={column.order ? sorted : undefined}
    >
      {column.order ? (
        <button type="button" onClick={() => onOrder(down ? column.key : `-${column.key}`)}>
          {column.head}
          {up && <IconArrowUp size={13} aria-hidden />}
          {down && <IconArrowDown size={13} aria-hidden />}
        </button>
      ) : (
        <span className={column.quiet ? 'sr-only' : undefined}>{column.head}</span>
      )}
    </th>
  );
}

export function Table<Row>({ label, columns, rows, id, initial = '', mark }: Props<Row>) {
  const [by, setBy] = useState(initial);
  return (
    <table role="table" className={styles['table']} aria-label={label}>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <Head key={column.key} column={column} by={by} onOrder={setBy} />
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {ordered(rows, columns, by).map((row) => (
          <tr key={id(row)} role="row" data-mark={mark?.(row)}>
            {columns.map((column) => (
              <td
                key={column.key}
                role="cell"
                data-figures={column.figures || undefined}
                data-head={column.quiet ? undefined : column.head}
              >
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
