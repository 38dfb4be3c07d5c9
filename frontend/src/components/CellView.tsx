import { ChevronDown, ChevronUp, Trash2 } from 'lucide-react';
import { lazy, memo, Suspense, useCallback } from 'react';
import { toast } from 'sonner';
import { newCell, type Cell } from '../core/cells/state';
import { newId } from '../core/ids';
import { useWords } from '../hooks/useWords';
import { useCellhive } from '../hooks/useCellhive';
import { CellFooter } from './ui/CellFooter';
import { Gutter } from './ui/Gutter';
import { OutputArea } from './OutputArea';

const Editor = lazy(() => import('./Editor'));

/** A code cell: gutter, editor, output, footer. */
export const CellView = memo(function CellView({
  cell,
  number,
  firstLine,
}: {
  cell: Cell;
  number: number;
  firstLine: number;
}) {
  const t = useWords();
  const { dispatch, runs, store } = useCellhive();
  const { id } = cell;
  const edit = useCallback((code: string) => dispatch({ type: 'codeEdited', id, code }), [dispatch, id]);
  const run = useCallback(() => void runs.run(id), [runs, id]);
  const runAndGoOn = useCallback(() => {
    void runs.run(id);
    const { cells } = store.getState().notebook;
    const index = cells.findIndex((one) => one.id === id);
    const next = cells[index + 1] ?? newCell(newId());
    if (index === cells.length - 1) dispatch({ type: 'cellAdded', index: index + 1, cell: next });
    // why a moment later: the cell may just be coming to the page.
    setTimeout(() => document.querySelector<HTMLElement>(`#cell-${next.id} .cm-content`)?.focus());
  }, [runs, store, dispatch, id]);
  const remove = () => {
    const index = store.getState().notebook.cells.findIndex((one) => one.id === id);
    runs.remove(id);
    toast(t('cell.deleted', { cell: number }), {
      action: { label: t('page.undo'), onClick: () => runs.restore(index, cell) },
    });
  };
  return (
    <section className="cell" id={`cell-${id}`} aria-label={t('cell.label', { cell: number })}>
      <Gutter run={cell.run} number={number} onRun={run} onStop={() => void runs.stop(id)} />
      <div className="card">
        <div className="tools">
          <button
            type="button"
            aria-label={t('cell.moveUp')}
            onClick={() => dispatch({ type: 'cellMoved', id, by: -1 })}
          >
            <ChevronUp aria-hidden size={15} />
          </button>
          <button
            type="button"
            aria-label={t('cell.moveDown')}
            onClick={() => dispatch({ type: 'cellMoved', id, by: 1 })}
          >
            <ChevronDown aria-hidden size={15} />
          </button>
          <button type="button" aria-label={t('cell.delete')} onClick={remove}>
            <Trash2 aria-hidden size={14} />
          </button>
        </div>
        <Suspense fallback={<pre className="editor-waits">{cell.code}</pre>}>
          <Editor
            code={cell.code}
            firstLine={firstLine}
            label={t('cell.editor', { cell: number })}
            onEdit={edit}
            onRun={run}
            onRunAndGoOn={runAndGoOn}
          />
        </Suspense>
        {cell.run && <OutputArea run={cell.run} cellId={id} cell={number} firstLine={firstLine} />}
        {cell.run && <CellFooter run={cell.run} number={number} stale={cell.run.code !== cell.code} />}
      </div>
    </section>
  );
});
