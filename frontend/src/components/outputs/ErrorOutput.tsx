import { words } from '../../core/words';
import { StreamText } from './StreamText';

const PLACE = /Cell \d+, line \d+/;

/** The last line first and bold, then where, then the line; the rest folded. */
export function ErrorOutput({ ename, evalue, traceback }: { ename: string; evalue: string; traceback: string[] }) {
  const plain = traceback.join('\n').replaceAll(/\u001b\[[\d;]*m/g, '');
  const lines = plain.split('\n');
  const at = lines.findLastIndex((line) => PLACE.test(line));
  const place = at < 0 ? null : (PLACE.exec(lines[at] ?? '')?.[0] ?? null);
  const line = at < 0 ? undefined : lines[at + 1];
  return (
    <div className="error" role="group" aria-label={ename}>
      <p className="error-name">
        <strong>{ename}</strong>
        {evalue && `: ${evalue}`}
      </p>
      {place !== null && <p className="error-place">{place}</p>}
      {line !== undefined && !line.startsWith(ename) && <pre className="error-line">{line}</pre>}
      {lines.length > 3 && (
        <details>
          <summary>{words.fullTraceback}</summary>
          <StreamText text={plain} />
        </details>
      )}
    </div>
  );
}
