export interface HeadCell {
  text: string;
  span: number;
}

/** A table of plain text, as pandas and polars print it. */
export interface Table {
  head: HeadCell[][];
  rows: string[][];
  columns: number;
  /** How many of the first columns name the row. */
  index: number;
  /** What the whole frame measures, when only a part of it was printed. */
  whole: { rows: number; columns: number } | null;
}

const SHAPE = /^(?:(\d+) rows × (\d+) columns|shape: \(([\d_]+), ([\d_]+)\))$/;

/**
 * Reads a data frame out of its HTML: text alone, nothing of the markup lives on. null when it is anything else or has more
 * in it, which then is shown in a frame of its own.
 */
export function readDataFrame(html: string): Table | null {
  if (!/class="dataframe/.test(html)) return null;
  // why inert: a parsed document runs no script and loads no picture.
  const page = new DOMParser().parseFromString(html, 'text/html');
  const [table, ...others] = page.querySelectorAll('table');
  if (!table?.classList.contains('dataframe') || others.length > 0) return null;
  if (table.querySelector('td *, th *')) return null;
  const around = textAround(page, table);
  const shape = SHAPE.exec(around);
  if (around !== '' && !shape) return null;
  const rows = filledIn([...(table.tBodies[0]?.rows ?? [])]);
  const head = [...(table.tHead?.rows ?? [])].map((row) => [...row.cells].map(headCell));
  const columns = Math.max(...rows.map((row) => row.length), ...head.map(width), 0);
  if (columns === 0) return null;
  const firstRow = table.tBodies[0]?.rows[0];
  return {
    head: head.map((row) => padded(row, columns)),
    rows: rows.map((row) => [...row, ...Array<string>(columns - row.length).fill('')]),
    columns,
    index: firstRow ? [...firstRow.cells].filter((cell) => cell.tagName === 'TH').length : 0,
    whole: shape ? { rows: count(shape[1] ?? shape[3]), columns: count(shape[2] ?? shape[4]) } : null,
  };
}

/** Whether a row only says that others were left out. */
export function isGap(table: Table, row: string[]): boolean {
  return row.slice(table.index).every((text) => text === '...' || text === '…');
}

function textAround(page: Document, table: Element): string {
  const rest = page.body.cloneNode(true) as HTMLElement;
  for (const gone of rest.querySelectorAll('table, style, script')) gone.remove();
  if (rest.querySelector('img, svg, a, iframe, input, button')) return table.outerHTML;
  return (rest.textContent ?? '').trim();
}

/** Cells that reach over several rows are repeated, so that each row stands alone and can be sorted. */
function filledIn(rows: HTMLTableRowElement[]): string[][] {
  const reaching: { text: string; left: number }[] = [];
  return rows.map((row) => {
    const cells = [...row.cells];
    const filled: string[] = [];
    while (cells.length > 0 || (reaching[filled.length]?.left ?? 0) > 0) {
      const above = reaching[filled.length];
      if (above && above.left > 0) {
        above.left -= 1;
        filled.push(above.text);
        continue;
      }
      const cell = cells.shift();
      if (!cell) break;
      const text = textOf(cell);
      for (let wide = 0; wide < cell.colSpan; wide += 1) {
        reaching[filled.length] = { text, left: cell.rowSpan - 1 };
        filled.push(text);
      }
    }
    return filled;
  });
}

function headCell(cell: HTMLTableCellElement): HeadCell {
  return { text: textOf(cell), span: cell.colSpan };
}

function padded(row: HeadCell[], columns: number): HeadCell[] {
  const missing = columns - width(row);
  return missing > 0 ? [...row, { text: '', span: missing }] : row;
}

function width(row: HeadCell[]): number {
  return row.reduce((sum, cell) => sum + cell.span, 0);
}

function textOf(cell: Element): string {
  return (cell.textContent ?? '').trim();
}

function count(digits: string | undefined): number {
  return Number((digits ?? '0').replaceAll('_', ''));
}
