import { Download } from 'lucide-react';
import { useMemo, useState } from 'react';
import { csv } from '../../../core/tables/csv';
import { isGap, type Table } from '../../../core/tables/dataframe';
import { ordered, pressed, type Order } from '../../../core/tables/order';
import { useWindow } from '../../../hooks/useWindow';
import { useWords } from '../../../hooks/useWords';
import { save } from './save';
import { TableHead } from './TableHead';

const ROW_PX = 28;
const WIDEST = 44;

/** A data frame: its head stays, its columns sort, and of many rows only those in sight are drawn. */
export function DataTable({ table, cell }: { table: Table; cell: number }) {
  const t = useWords();
  const [order, setOrder] = useState<Order | null>(null);
  const rows = useMemo(() => ordered(table.rows, order), [table, order]);
  const widths = useMemo(() => widthsOf(table), [table]);
  const { from, to, onScroll } = useWindow(rows.length, ROW_PX);
  const whole = table.whole ?? { rows: table.rows.length, columns: table.columns - table.index };
  const shown = table.rows.filter((row) => !isGap(table, row)).length;
  return (
    <div className="data">
      <div
        className="data-scroll"
        onScroll={onScroll}
        tabIndex={0}
        role="group"
        aria-label={t('output.table', { cell })}
      >
        <table aria-rowcount={rows.length + table.head.length}>
          <colgroup>
            {widths.map((width, index) => (
              <col key={index} style={{ minWidth: `${width}ch` }} />
            ))}
          </colgroup>
          <TableHead table={table} order={order} onPress={(column) => setOrder(pressed(order, column))} />
          <tbody>
            {from > 0 && <tr aria-hidden style={{ height: from * ROW_PX }} />}
            {rows.slice(from, to).map((row, index) => (
              <Row key={from + index} row={row} names={table.index} place={from + index + table.head.length + 1} />
            ))}
            {to < rows.length && <tr aria-hidden style={{ height: (rows.length - to) * ROW_PX }} />}
          </tbody>
        </table>
      </div>
      <p className="output-foot">
        <span>
          {t('output.shape', { count: whole.rows, columns: whole.columns })}
          {shown !== whole.rows && ` · ${t('output.shownRows', { count: shown })}`}
        </span>
        {to - from < rows.length && (
          <span className="on-paper">{t('output.notPrinted', { count: rows.length - (to - from) })}</span>
        )}
        <button type="button" onClick={() => save(`cell-${cell}-table.csv`, 'text/csv', csv(table))}>
          <Download aria-hidden size={13} />
          {t('output.downloadCsv')}
        </button>
      </p>
    </div>
  );
}

function Row({ row, names, place }: { row: string[]; names: number; place: number }) {
  return (
    <tr aria-rowindex={place}>
      {row.map((text, column) =>
        column < names ? (
          <th key={column} scope="row">
            {text}
          </th>
        ) : (
          <td key={column}>{text}</td>
        ),
      )}
    </tr>
  );
}

/** why: rows come and go while scrolling, and columns shall not move with them. */
function widthsOf(table: Table): number[] {
  const longest = Array<number>(table.columns).fill(1);
  for (const row of table.rows)
    row.forEach((text, column) => (longest[column] = Math.max(longest[column] ?? 1, text.length)));
  return longest.map((length) => Math.min(length, WIDEST));
}
