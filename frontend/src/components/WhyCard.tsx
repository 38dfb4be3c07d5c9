import { useCallback } from 'react';
import type { Run } from '../core/cells/state';
import { larger, SIZES } from '../core/runtime/sizes';
import { stopOf, type StopKind } from '../core/verdict/stop';
import { useCellhive, usePage } from '../hooks/useCellhive';
import { useCommands } from '../hooks/useCommands';
import { goTo } from './goTo';
import { WhyStopped } from './ui/WhyStopped';

const WORTH_AGAIN = new Set<StopKind>(['UNANSWERED', 'EXPIRED', 'PLATFORM_ERROR', 'REFUSED']);

/** The card "Why did it stop?" with what can be done about it here. */
export function WhyCard({ run, cellId, firstLine }: { run: Run; cellId: string; firstLine: number }) {
  const { dispatch, runs, session } = useCellhive();
  const perform = useCommands();
  const alone = usePage((page) => page.notebook.alone);
  const size = usePage((page) => page.notebook.size);
  const limits = usePage((page) => page.limits);
  const move = useCallback((line: number) => void goTo(cellId, line), [cellId]);
  const stop = stopOf(run);
  if (stop === null) return null;
  const next = run.reason === 'MEMORY_LIMIT' ? larger(size, limits) : null;
  // why a restart: a session has its size for as long as it lives.
  const runLarger = async () => {
    if (next === null) return;
    dispatch({ type: 'sizeChosen', size: next });
    if (alone) return void runs.run(cellId);
    await session.sizeChosen(next);
    perform('restartAndRunAll');
  };
  return (
    <WhyStopped
      stop={stop}
      linesAbove={firstLine - 1}
      message={run.message ?? ''}
      onGoTo={move}
      more={next === null ? null : { bytes: SIZES[next].bytes, restarts: !alone, run: () => void runLarger() }}
      onAgain={WORTH_AGAIN.has(stop.kind) ? () => void runs.run(cellId) : null}
    />
  );
}
