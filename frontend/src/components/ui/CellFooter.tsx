import type { TFunction } from 'i18next';
import { CircleCheck, CircleX, Hourglass, LoaderCircle, Pencil } from 'lucide-react';
import type { Staleness } from '../../core/cells/places';
import type { Run } from '../../core/cells/state';
import { clock } from '../../core/text/format';
import { figureCount } from '../../core/cells/outputs';
import { verdict } from '../../core/words/verdict';
import { useWords } from '../../hooks/useWords';

/** What became of a run, in words; a live region, so that it is heard too. */
export function CellFooter({ run, number, stale }: { run: Run; number: number; stale: Staleness | null }) {
  const t = useWords();
  const figures = figureCount(run.shown.outputs);
  return (
    <div className="footer">
      <span role="status">
        <Verdict run={run} />
      </span>
      {run.peakMemoryBytes ? <span>{t('cell.peak', { size: run.peakMemoryBytes })}</span> : null}
      {figures > 0 && <span>{t('cell.figures', { count: figures })}</span>}
      <Explanation run={run} />
      <span className="space" />
      {stale && (
        <span className="stale">
          <Pencil aria-hidden size={12} /> {t(stale === 'edited' ? 'cell.edited' : 'block.staleAbove')}
        </span>
      )}
      {run.shown.outputs.length > 0 && <span className="label">[o:{number}]</span>}
    </div>
  );
}

function Verdict({ run }: { run: Run }) {
  const t = useWords();
  const time = run.wallMs === null ? '' : clock(run.wallMs);
  switch (run.status) {
    case 'SENDING':
    case 'QUEUED':
      return (
        <strong className="wait">
          <Hourglass aria-hidden size={13} />{' '}
          {run.stopping ? t('cell.stopping') : run.status === 'SENDING' ? t('cell.sending') : waiting(t, run.position)}
        </strong>
      );
    case 'RUNNING':
      return (
        <strong className="run">
          <LoaderCircle aria-hidden size={13} className="turning" />{' '}
          {run.stopping ? t('cell.stopping') : t('cell.running')}
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
          <CircleX aria-hidden size={13} /> {t('cell.notExecuted')}
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

function waiting(t: TFunction, position: number | null): string {
  return position === null ? t('cell.waiting') : t('cell.place', { count: position, ordinal: true });
}

/** The server's sentence, where the verdict alone does not say why. */
function Explanation({ run }: { run: Run }) {
  const t = useWords();
  if (run.status === 'RUNNING' && run.attempt > 1) return <span>{t('cell.startedAgain')}</span>;
  const said = run.status === 'SUCCEEDED' || run.reason === 'USER_ERROR' ? null : run.message;
  return said === null ? null : <span className="why">{said}</span>;
}
