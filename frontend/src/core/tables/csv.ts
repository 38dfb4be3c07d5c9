import { isGap, type Table } from './dataframe';

/** The table as RFC 4180 text; the mark at its start makes spreadsheets read it as UTF-8. */
export function csv(table: Table): string {
  const head = table.head.map((row) => row.flatMap((cell) => Array<string>(cell.span).fill(cell.text)));
  return `\ufeff${[...head, ...table.rows.filter((row) => !isGap(table, row))].map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
