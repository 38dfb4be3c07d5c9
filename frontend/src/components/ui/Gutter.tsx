import { Hourglass, Play, Square } from 'lucide-react';
import { isActive, type Run } from '../../core/cells/state';
import { clock } from '../../core/text/format';
import { useWords } from '../../hooks/useWords';
import { useNow } from '../../hooks/useNow';

interface Props {
  run: Run | null;
  number: number;
  onRun: () => void;
  onStop: () => void;
}

/** The round button with the label below: run, or stop with a clock, or stop while it waits. */
export function Gutter({ run, number, onRun, onStop }: Props) {
  const t = useWords();
  const running = run?.status === 'RUNNING';
  const active = isActive(run);
  const now = useNow(running);
  return (
    <div className="gutter">
      {active ? (
        <button
          type="button"
          className={running ? 'round runs' : 'round waits'}
          aria-label={t('cell.stop')}
          title={t('cell.stop')}
          disabled={run.stopping}
          onClick={onStop}
        >
          {running ? <Square aria-hidden size={12} fill="currentColor" /> : <Hourglass aria-hidden size={14} />}
        </button>
      ) : (
        <button type="button" className="round" aria-label={t('cell.run')} title={t('cell.run')} onClick={onRun}>
          <Play aria-hidden size={13} fill="currentColor" />
        </button>
      )}
      <span className="label">
        {running && run.startedAt !== null ? clock(Math.max(0, now - run.startedAt)) : `[i:${number}]`}
      </span>
    </div>
  );
}
