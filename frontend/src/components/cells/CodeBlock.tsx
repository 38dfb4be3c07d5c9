import { useMemo } from 'react';
import type { CodeCell } from '../../core/cells/state';
import { useCellhive, usePage } from '../../hooks/useCellhive';
import { useCommands } from '../../hooks/useCommands';
import { usePlace } from '../../hooks/useCell';
import { useCursor } from '../../hooks/useCursor';
import { useWords } from '../../hooks/useWords';
import { EditorPlace } from '../editor/EditorPlace';
import { OutputArea } from '../OutputArea';
import { CellFooter } from '../ui/CellFooter';
import { Gutter } from '../ui/Gutter';
import { Skipped } from '../ui/Skipped';
import { CellFrame, type DragHandle } from './CellFrame';
import { Folded } from './Folded';

/** A code cell: gutter, editor, output, footer. */
export function CodeBlock({ cell, handle }: { cell: CodeCell; handle: DragHandle }) {
  const t = useWords();
  const { dispatch, runs, session } = useCellhive();
  const perform = useCommands();
  const setCursor = useCursor();
  const { id, run } = cell;
  const number = usePlace(id, 'number');
  const firstLine = usePlace(id, 'firstLine');
  const stale = usePlace(id, 'stale');
  const chosen = usePage((page) => page.selected === id);
  const handlers = useMemo(
    () => ({
      onEdit: (code: string) => dispatch({ type: 'codeEdited', id, code }),
      onRun: () => perform('run', id),
      onRunAndGoOn: () => perform('runAndGoOn', id),
      onLeave: () => perform('leave', id),
      onGo: (by: -1 | 1) => perform(by < 0 ? 'previous' : 'next', id),
      onComplete: (code: string, cursor: number, signal: AbortSignal) => session.complete(code, cursor, signal),
      onInspect: (code: string, cursor: number) => session.inspect(code, cursor),
      onCursor: (line: number, column: number) => setCursor({ line: line + firstLine - 1, column }),
    }),
    [dispatch, perform, setCursor, session, id, firstLine],
  );
  return (
    <CellFrame
      cell={cell}
      label={t('block.code', { number })}
      handle={handle}
      gutter={<Gutter run={run} number={number} onRun={handlers.onRun} onStop={() => void runs.stop(id)} />}
    >
      {cell.collapsed ? (
        <Folded cell={cell} />
      ) : (
        <EditorPlace
          atOnce={chosen || number === 1}
          code={cell.code}
          firstLine={firstLine}
          label={t('cell.editor', { cell: number })}
          {...handlers}
        />
      )}
      {run && !cell.collapsed && <OutputArea run={run} cellId={id} cell={number} firstLine={firstLine} />}
      {run && <CellFooter run={run} number={number} stale={stale} />}
      {cell.skipped && <Skipped />}
    </CellFrame>
  );
}
