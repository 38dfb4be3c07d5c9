export interface Order {
  column: number;
  down: boolean;
}

const NOTHING = new Set(['', 'NaN', 'NaT', 'None', '<NA>', 'null', '...', '…']);

/** The next order after a press on a column's head: up, down, as it came. */
export function pressed(now: Order | null, column: number): Order | null {
  if (now?.column !== column) return { column, down: false };
  return now.down ? null : { column, down: true };
}

/** The rows in this order: numbers by value, else by the alphabet; what is missing stands last either way. */
export function ordered(rows: string[][], order: Order | null): string[][] {
  if (order === null) return rows;
  const { column, down } = order;
  const value = (row: string[]) => row[column] ?? '';
  const present = rows.filter((row) => !NOTHING.has(value(row)));
  const missing = rows.filter((row) => NOTHING.has(value(row)));
  const numbers = present.map((row) => numberOf(value(row)));
  const numeric = numbers.every((number) => number !== null);
  const compare = new Intl.Collator(undefined, { numeric: true }).compare;
  const keyed = present.map((row, index) => ({ row, number: numbers[index] ?? 0 }));
  keyed.sort((a, b) => (numeric ? a.number - b.number : compare(value(a.row), value(b.row))) * (down ? -1 : 1));
  return [...keyed.map(({ row }) => row), ...missing];
}

function numberOf(text: string): number | null {
  if (/^-?inf$/.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  return /^[-+]?[\d,]*\.?\d+(e[-+]?\d+)?%?$/i.test(text) ? Number(text.replaceAll(',', '').replace('%', '')) : null;
}
