import type { TFunction } from 'i18next';
import { Plus } from 'lucide-react';
import type { RuntimeInfo } from '../core/api/types';
import { newCell, type Cell } from '../core/cells/state';
import { newId } from '../core/ids';
import { useWords } from '../hooks/useWords';
import { useCellhive, usePage } from '../hooks/useCellhive';
import { CellView } from './CellView';

export function NotebookColumn() {
  const t = useWords();
  const { dispatch } = useCellhive();
  const cells = usePage((page) => page.notebook.cells);
  const title = usePage((page) => page.notebook.title);
  const runtimes = usePage((page) => page.runtimes);
  const add = (index: number) => dispatch({ type: 'cellAdded', index, cell: newCell(newId()) });
  const firstLines = lineNumbersRunOn(cells);
  return (
    <div className="column">
      <h1>{title}</h1>
      <p className="note">{t('page.oneOff')}</p>
      {runtimes !== null && !runtimes.some((runtime) => runtime.available) && (
        <p className="note trouble" role="status">
          {noRuntimes(t, runtimes)}
        </p>
      )}
      {cells.map((cell, index) => (
        <div key={cell.id}>
          <CellView cell={cell} number={index + 1} firstLine={firstLines[index] ?? 1} />
          <div className={index === cells.length - 1 ? 'between last' : 'between'}>
            <button type="button" className="pill" aria-label={t('cell.addCodeLabel')} onClick={() => add(index + 1)}>
              <Plus aria-hidden size={12} /> {t('cell.addCode')}
            </button>
          </div>
        </div>
      ))}
      {cells.length === 0 && (
        <button type="button" className="pill" aria-label={t('cell.addCodeLabel')} onClick={() => add(0)}>
          <Plus aria-hidden size={12} /> {t('cell.addCode')}
        </button>
      )}
    </div>
  );
}

function noRuntimes(t: TFunction, runtimes: RuntimeInfo[]): string {
  const reasons = [...new Set(runtimes.flatMap((runtime) => runtime.reason ?? []))];
  return [t('runtime.none'), ...(reasons.length > 0 ? reasons : [t('runtime.askSomeone')])].join(' ');
}

/** The number of the first line of each cell. */
function lineNumbersRunOn(cells: Cell[]): number[] {
  return cells.reduce<number[]>((first, cell) => [...first, (first.at(-1) ?? 1) + cell.code.split('\n').length], [1]);
}
