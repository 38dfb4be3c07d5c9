import { readTraceback } from '../../../core/text/traceback';
import { useWords } from '../../../hooks/useWords';
import { StreamText } from './StreamText';

interface Props {
  ename: string;
  evalue: string;
  traceback: string[];
  cell: number;
  firstLine: number;
}

/** The last line first and bold, then where, then the line; the rest folded. */
export function ErrorOutput({ ename, evalue, traceback, cell, firstLine }: Props) {
  const t = useWords();
  const { place, line, full, more } = readTraceback(traceback, ename, cell, firstLine);
  return (
    <div className="error" role="group" aria-label={ename}>
      <p className="error-name">
        <strong>{ename}</strong>
        {evalue && `: ${evalue}`}
      </p>
      {place !== null && <p className="error-place">{place}</p>}
      {line !== null && <pre className="error-line">{line}</pre>}
      {more && (
        <details>
          <summary>{t('output.fullTraceback')}</summary>
          <StreamText text={full} />
        </details>
      )}
    </div>
  );
}
