import { ArrowDown, ArrowUp } from 'lucide-react';
import type { HeadCell, Table } from '../../../core/tables/dataframe';
import type { Order } from '../../../core/tables/order';

interface Props {
  table: Table;
  order: Order | null;
  onPress: (column: number) => void;
}

/** The names of the columns; the last row of them sorts. */
export function TableHead({ table, order, onPress }: Props) {
  const names = table.head.findLastIndex((row) => row.some((cell, index) => index >= table.index && cell.text !== ''));
  return (
    <thead>
      {table.head.map((row, line) => (
        <tr key={line}>
          {row.map((cell, index) => (
            <Name
              key={index}
              cell={cell}
              order={order?.column === index ? order : null}
              onPress={line === names && cell.span === 1 ? () => onPress(index) : null}
            />
          ))}
        </tr>
      ))}
    </thead>
  );
}

function Name({ cell, order, onPress }: { cell: HeadCell; order: Order | null; onPress: (() => void) | null }) {
  if (cell.text === '') return <td colSpan={cell.span} />;
  if (onPress === null) return <th colSpan={cell.span}>{cell.text}</th>;
  const sort = order === null ? 'none' : order.down ? 'descending' : 'ascending';
  return (
    <th scope="col" aria-sort={sort}>
      <button type="button" onClick={onPress}>
        {order !== null && (order.down ? <ArrowDown aria-hidden size={12} /> : <ArrowUp aria-hidden size={12} />)}
        {cell.text}
      </button>
    </th>
  );
}
