import { CircleCheck, CircleX, Hourglass, LoaderCircle, Pencil } from 'lucide-react';
import type { Run } from '../../core/cells/state';
import { figureCount } from '../../core/cells/outputs';
import { verdict, words } from '../../core/words';

/** What became of a run, in words; a live region, so that it is heard too. */
export function CellFooter({ run, number, stale }: { run: Run; number: number; stale: boolean }) {
  const figures = figureCount(run.shown.outputs);
  return (
    <div className="footer">
      <span role="status">
        <Verdict run={run} />
      </span>
      {run.peakMemoryBytes ? <span>{words.peak(run.peakMemoryBytes)}</span> : null}
      {figures > 0 && <span>{words.figures(figures)}</span>}
      <Explanation run={run} />
      <span className="space" />
      {stale && (
        <span className="stale">
          <Pencil aria-hidden size={12} /> {words.edited}
        </span>
      )}
      {run.shown.outputs.length > 0 && <span className="label">[o:{number}]</span>}
    </div>
  );
}

function Verdict({ run }: { run: Run }) {
  const time = run.wallMs === null ? '' : words.done(run.wallMs);
  switch (run.status) {
    case 'SENDING':
    case 'QUEUED':
      return (
        <strong className="wait">
          <Hourglass aria-hidden size={13} />{' '}
          {run.stopping ? words.stopping : run.status === 'SENDING' ? words.sending : words.waiting(run.position)}
        </strong>
      );
    case 'RUNNING':
      return (
        <strong className="run">
          <LoaderCircle aria-hidden size={13} className="turning" /> {run.stopping ? words.stopping : words.running}
        </strong>
      );
    case 'SUCCEEDED':
      return (
        <strong className="ok">
          <CircleCheck aria-hidden size={13} /> {verdict(run.status, run.reason)} {time}
        </strong>
      );
    case 'REFUSED':
      return (
        <strong className="stop">
          <CircleX aria-hidden size={13} /> {words.notExecuted}
        </strong>
      );
    case 'FAILED':
    case 'TIMED_OUT':
    case 'CANCELLED':
      return (
        <strong className="stop">
          <CircleX aria-hidden size={13} /> {verdict(run.status, run.reason)} {time}
        </strong>
      );
  }
}

/** The server's sentence, where the verdict alone does not say why. */
function Explanation({ run }: { run: Run }) {
  if (run.status === 'RUNNING' && run.attempt > 1) return <span>{words.startedAgain}</span>;
  const said = run.status === 'SUCCEEDED' || run.reason === 'USER_ERROR' ? null : run.message;
  return said === null ? null : <span className="why">{said}</span>;
}
