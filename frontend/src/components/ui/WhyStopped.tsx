import { ArrowUpRight, CornerUpLeft, RotateCcw } from 'lucide-react';
import { Trans } from 'react-i18next';
import { bytes, clock, number } from '../../core/text/format';
import type { Measure, Stop } from '../../core/verdict/stop';
import { useWords } from '../../hooks/useWords';
import { StopIcon } from './StopIcon';

interface Props {
  stop: Stop;
  /** Added to the line of the cell, because line numbers run on from cell to cell. */
  linesAbove: number;
  /** The server's own words, for a run that it did not take. */
  message: string;
  onGoTo: (line: number) => void;
  /** With more memory, where that helps and is allowed. */
  more: { bytes: number; restarts: boolean; run: () => void } | null;
  /** The same again, where that may help. */
  onAgain: (() => void) | null;
}

/** The card "Why did it stop?": what happened and where, how much of what was used, a hint, and what to do next. */
export function WhyStopped({ stop, linesAbove, message, onGoTo, more, onAgain }: Props) {
  const t = useWords();
  const { kind, measure } = stop;
  const line = stop.line === null ? null : stop.line + linesAbove;
  const hint = t(`stop.${kind}.hint`);
  return (
    <div
      className={kind === 'CANCELLED' ? 'why-stopped calm' : 'why-stopped'}
      role="group"
      aria-label={t(`stop.${kind}.title`)}
    >
      <StopIcon kind={kind} />
      <h2>{t(`stop.${kind}.title`)}</h2>
      <p>
        <Trans
          t={t}
          i18nKey={`stop.${kind}.${line === null ? 'sentence' : 'sentenceAt'}`}
          values={{ limit: measure ? amount(measure, measure.limit) : '', line, message }}
          components={{ b: <b /> }}
        />
        {measure && <Meter measure={measure} />}
      </p>
      {hint !== '' && <p>{hint}</p>}
      <div className="actions">
        {stop.line !== null && (
          <button type="button" className="button" onClick={() => onGoTo(stop.line ?? 1)}>
            <CornerUpLeft aria-hidden size={14} /> {t('stop.goToLine', { line })}
          </button>
        )}
        {more && (
          <button type="button" className="button" onClick={more.run}>
            <ArrowUpRight aria-hidden size={14} />{' '}
            {t(more.restarts ? 'stop.restartWith' : 'stop.runWith', { memory: more.bytes })}
          </button>
        )}
        {onAgain && (
          <button type="button" className="button" onClick={onAgain}>
            <RotateCcw aria-hidden size={14} /> {t('stop.runAgain')}
          </button>
        )}
      </div>
    </div>
  );
}

function Meter({ measure }: { measure: Measure }) {
  const t = useWords();
  // why never more than all: a peak is measured a moment after the limit was met.
  const used = amount(measure, Math.min(measure.used, measure.limit));
  const limit = amount(measure, measure.limit);
  return (
    <span className="measure">
      <meter
        min={0}
        max={measure.limit}
        value={Math.min(measure.used, measure.limit)}
        aria-label={t('stop.meter', { used, limit })}
      />
      {t('stop.measure', { used, limit })}
    </span>
  );
}

function amount({ unit }: Measure, value: number): string {
  switch (unit) {
    case 'bytes':
      return bytes(value);
    case 'time':
      return clock(value);
    case 'count':
      return number(value);
  }
}
