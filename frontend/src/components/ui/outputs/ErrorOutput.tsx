import { CornerUpLeft } from 'lucide-react';
import { readTraceback, type Find, type Spot } from '../../../core/text/traceback';
import { useWords } from '../../../hooks/useWords';
import { StreamText } from './StreamText';

interface Props {
  ename: string;
  evalue: string;
  traceback: string[];
  find: Find;
  /** Moves the editor to a line of a cell, counted within it from 1. */
  onGoTo: (spot: Spot, line: number) => void;
}

/** The last line first and bold, then where, then the line; the rest folded. */
export function ErrorOutput({ ename, evalue, traceback, find, onGoTo }: Props) {
  const t = useWords();
  const { at, line, full, more } = readTraceback(traceback, ename, find);
  return (
    <div className="error" role="group" aria-label={ename}>
      <p className="error-name">
        <strong>{ename}</strong>
        {evalue && `: ${evalue}`}
      </p>
      {at !== null && (
        <p className="error-place">
          <button type="button" className="link" onClick={() => onGoTo(at.spot, at.line)}>
            <CornerUpLeft aria-hidden size={13} />{' '}
            {t('output.place', { cell: at.spot.number, line: at.line + at.spot.firstLine - 1 })}
          </button>
        </p>
      )}
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
