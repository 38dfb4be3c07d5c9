import { Plus } from 'lucide-react';
import { newCell, type Cell } from '../core/cells/state';
import { newId } from '../core/ids';
import { words } from '../core/words';
import { useCellhive, usePage } from '../hooks/useCellhive';
import { CellView } from './CellView';

export function NotebookColumn() {
  const { dispatch } = useCellhive();
  const cells = usePage((page) => page.notebook.cells);
  const title = usePage((page) => page.notebook.title);
  const runtimes = usePage((page) => page.runtimes);
  const add = (index: number) => dispatch({ type: 'cellAdded', index, cell: newCell(newId()) });
  const firstLines = lineNumbersRunOn(cells);
  return (
    <div className="column">
      <h1>{title}</h1>
      <p className="note">{words.oneOff}</p>
      {runtimes !== null && !runtimes.some((runtime) => runtime.available) && (
        <p className="note trouble" role="status">
          {words.noRuntimes([...new Set(runtimes.flatMap((runtime) => runtime.reason ?? []))])}
        </p>
      )}
      {cells.map((cell, index) => (
        <div key={cell.id}>
          <CellView cell={cell} number={index + 1} firstLine={firstLines[index] ?? 1} />
          <div className={index === cells.length - 1 ? 'between last' : 'between'}>
            <button type="button" className="pill" aria-label={words.addCodeLabel} onClick={() => add(index + 1)}>
              <Plus aria-hidden size={12} /> {words.addCode}
            </button>
          </div>
        </div>
      ))}
      {cells.length === 0 && (
        <button type="button" className="pill" aria-label={words.addCodeLabel} onClick={() => add(0)}>
          <Plus aria-hidden size={12} /> {words.addCode}
        </button>
      )}
    </div>
  );
}

/** The number of the first line of each cell. */
function lineNumbersRunOn(cells: Cell[]): number[] {
  return cells.reduce<number[]>((first, cell) => [...first, (first.at(-1) ?? 1) + cell.code.split('\n').length], [1]);
}
