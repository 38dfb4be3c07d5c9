import { useCallback } from 'react';
import type { Run } from '../core/cells/state';
import { larger, SIZES } from '../core/runtime/sizes';
import { stopOf, type StopKind } from '../core/verdict/stop';
import { useCellhive, usePage } from '../hooks/useCellhive';
import { goTo } from './goTo';
import { WhyStopped } from './ui/WhyStopped';

const WORTH_AGAIN = new Set<StopKind>(['EXPIRED', 'PLATFORM_ERROR', 'REFUSED']);

/** The card "Why did it stop?" with what can be done about it here. */
export function WhyCard({ run, cellId, firstLine }: { run: Run; cellId: string; firstLine: number }) {
  const { dispatch, runs } = useCellhive();
  const size = usePage((page) => page.notebook.size);
  const limits = usePage((page) => page.limits);
  const move = useCallback((line: number) => void goTo(cellId, line), [cellId]);
  const stop = stopOf(run);
  if (stop === null) return null;
  const next = stop.kind === 'MEMORY_LIMIT' ? larger(size, limits) : null;
  const runLarger = () => {
    if (next === null) return;
    dispatch({ type: 'sizeChosen', size: next });
    void runs.run(cellId);
  };
  return (
    <WhyStopped
      stop={stop}
      linesAbove={firstLine - 1}
      message={run.message ?? ''}
      onGoTo={move}
      more={next === null ? null : { bytes: SIZES[next].bytes, run: runLarger }}
      onAgain={WORTH_AGAIN.has(stop.kind) ? () => void runs.run(cellId) : null}
    />
  );
}
