import { memo, useCallback, useState } from 'react';
import { placesOf } from '../core/cells/places';
import { isActive, runOf, type Cell, type Run } from '../core/cells/state';
import { figureNumbers } from '../core/cells/outputs';
import { bytes } from '../core/text/format';
import type { Spot } from '../core/text/traceback';
import { useCellhive } from '../hooks/useCellhive';
import { useWords } from '../hooks/useWords';
import { stopOf } from '../core/verdict/stop';
import { AskBox } from './AskBox';
import { ErrorHint } from './ErrorHint';
import { goTo } from './goTo';
import { RestoredNotice } from './ui/RestoredNotice';
import { WhyCard } from './WhyCard';
import { Guard } from './ui/Guard';
import { OutputView } from './ui/outputs/OutputView';

interface Props {
  run: Run;
  cellId: string;
  cell: number;
  firstLine: number;
}

const MOST = 60;

/** Everything a run showed, in order; each output in a guard of its own, the middle of very many folded. */
export const OutputArea = memo(function OutputArea({ run, cellId, cell, firstLine }: Props) {
  const t = useWords();
  const { api, store } = useCellhive();
  const [all, setAll] = useState(false);
  const { outputs } = run.shown;
  const { sentAs } = run;
  const find = useCallback(
    (named: number): Spot | null => {
      // why also for 0: a run of before numbers were kept names its own cell alone.
      if (named === sentAs || !sentAs) return { id: cellId, number: cell, firstLine };
      return spotOf(store.getState().notebook.cells, named);
    },
    [store, sentAs, cellId, cell, firstLine],
  );
  const move = useCallback((spot: Spot, line: number) => void goTo(spot.id, line), []);
  const explained = stopOf(run) !== null;
  if (outputs.length === 0 && run.artifacts.length === 0 && !explained && !run.restored && !run.question) return null;
  const figures = figureNumbers(outputs);
  const folded = all ? 0 : Math.max(0, outputs.length - 2 * MOST);
  return (
    <div className="outputs">
      {run.restored && <RestoredNotice restored={run.restored} />}
      {outputs.map((output, index) =>
        folded > 0 && index >= MOST && index < MOST + folded ? (
          index === MOST && (
            <button key="folded" type="button" className="pill" onClick={() => setAll(true)}>
              {t('output.more', { count: folded })}
            </button>
          )
        ) : (
          // why the index: outputs only grow, and one that is replaced keeps its place.
          <Guard key={`${run.key}-${run.attempt}-${index}`} sentence={t('output.bad')}>
            <OutputView output={output} cell={cell} figure={figures[index] ?? 1} find={find} onGoTo={move} />
            {output.output_type === 'error' && <ErrorHint ename={output.ename} evalue={output.evalue} />}
          </Guard>
        ),
      )}
      {run.question && isActive(run) && <AskBox run={run} question={run.question} />}
      {explained && <WhyCard run={run} cellId={cellId} firstLine={firstLine} />}
      {run.jobId !== null && run.artifacts.length > 0 && (
        <ul className="artifacts" aria-label={t('output.madeByCode')}>
          {run.artifacts.map((artifact) => (
            <li key={artifact.name}>
              <a href={api.artifactUrl(run.jobId ?? '', artifact.name)} download={artifact.name.split('/').at(-1)}>
                {t('output.download', { name: artifact.name })}
              </a>{' '}
              <small>{bytes(artifact.size)}</small>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
});

/** The cell whose newest run was sent under this number: a session's error may lie in a cell of before. */
function spotOf(cells: Cell[], sentAs: number): Spot | null {
  const cell = cells.find((one) => runOf(one)?.sentAs === sentAs);
  const place = cell && placesOf(cells).get(cell.id);
  return cell && place ? { id: cell.id, number: place.number, firstLine: place.firstLine } : null;
}
