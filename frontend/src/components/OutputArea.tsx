import { memo } from 'react';
import type { Run } from '../core/cells/state';
import { figureNumber } from '../core/cells/outputs';
import { bytes } from '../core/text/format';
import { useWords } from '../hooks/useWords';
import { useCellhive } from '../hooks/useCellhive';
import { Guard } from './ui/Guard';
import { OutputView } from './ui/outputs/OutputView';

interface Props {
  run: Run;
  cell: number;
  firstLine: number;
}

/** Everything a run showed, in order; each output in a guard of its own. */
export const OutputArea = memo(function OutputArea({ run, cell, firstLine }: Props) {
  const t = useWords();
  const { api } = useCellhive();
  const { outputs } = run.shown;
  if (outputs.length === 0 && run.artifacts.length === 0) return null;
  return (
    <div className="outputs">
      {outputs.map((output, index) => (
        // why the index: outputs only grow, and one that is replaced keeps its place.
        <Guard key={`${run.key}-${run.attempt}-${index}`} sentence={t('output.bad')}>
          <OutputView output={output} cell={cell} figure={figureNumber(outputs, index)} firstLine={firstLine} />
        </Guard>
      ))}
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
