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
  const waits = run.status === 'QUEUED' && !run.stopping;
  return (
    <div className={waits ? 'footer waits' : 'footer'}>
      {waits && run.position !== null && <Line position={run.position} />}
      <span role="status">
        <Verdict run={run} />
      </span>
      {waits && run.expectedWaitMs !== null && (
        <span>{t('cell.expected', { time: clock(Math.max(1000, run.expectedWaitMs)) })}</span>
      )}
      {run.peakMemoryBytes ? <span>{t('cell.peak', { size: run.peakMemoryBytes })}</span> : null}
      {figures > 0 && <span>{t('cell.figures', { count: figures })}</span>}
      {run.defined.length > 0 && <Defined names={run.defined.map((one) => one.name)} />}
      {run.status === 'RUNNING' && run.attempt > 1 && <span>{t('cell.startedAgain')}</span>}
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
          {t(run.stopping ? 'cell.stopping' : run.question ? 'session.ask.waits' : 'cell.running')}
        </strong>
      );
    case 'SUCCEEDED':
      return (
        <strong className="ok">
          <CircleCheck aria-hidden size={13} /> {verdict(run)} {time}
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
          <CircleX aria-hidden size={13} /> {verdict(run)} {time}
        </strong>
      );
  }
}

function waiting(t: TFunction, position: number | null): string {
  return position === null ? t('cell.waiting') : t('cell.place', { count: position, ordinal: true });
}

const NAMED = 5;

/** What the run added to the session's variables or changed there. */
function Defined({ names }: { names: string[] }) {
  const t = useWords();
  const shown = names.slice(0, NAMED).join(', ') + (names.length > NAMED ? ' …' : '');
  return (
    <span className="defined" title={names.join(', ')}>
      {t('session.variables.defined', { names: shown })}
    </span>
  );
}

const DOTS = 5;

/** The line as a picture; the place is said in words beside it. */
function Line({ position }: { position: number }) {
  return (
    <span className="dots" aria-hidden>
      {Array.from({ length: DOTS }, (_, index) => (
        <i key={index} className={index === Math.min(position, DOTS) - 1 ? 'me' : ''} />
      ))}
    </span>
  );
}
