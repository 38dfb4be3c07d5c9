import { CircleCheck, CircleX, Hourglass, LoaderCircle } from 'lucide-react';
import { outlineOf, type OutlineEntry } from '../../core/cells/outline';
import { usePage } from '../../hooks/useCellhive';
import { useWords } from '../../hooks/useWords';
import { focusCell } from '../focus';

/** Headings and cells, to go there. */
export default function OutlinePanel() {
  const t = useWords();
  const entries = outlineOf(usePage((page) => page.notebook.cells));
  if (entries.length === 0) return <p className="hint">{t('panel.outlineEmpty')}</p>;
  return (
    <ul className="outline">
      {entries.map((entry) => (
        <li key={`${entry.cell} ${entry.heading}`}>
          <button
            type="button"
            className={entry.depth > 0 ? 'heading' : 'code'}
            style={{ paddingLeft: Math.max(0, entry.depth - 1) * 12 + (entry.depth === 0 ? 12 : 4) }}
            onClick={() => go(entry)}
          >
            {entry.number !== null && <span className="label">[{entry.number}]</span>}
            <span className="outline-label">{entry.label}</span>
            <Sign entry={entry} />
          </button>
        </li>
      ))}
    </ul>
  );
}

function go({ cell, heading, depth }: OutlineEntry): void {
  focusCell(cell);
  if (depth > 0) document.querySelectorAll(`#cell-${cell} :is(h1, h2, h3, h4, h5, h6)`)[heading]?.scrollIntoView();
}

function Sign({ entry: { status } }: { entry: OutlineEntry }) {
  switch (status) {
    case 'RUNNING':
      return <LoaderCircle aria-hidden size={13} className="turning run" />;
    case 'SENDING':
    case 'QUEUED':
      return <Hourglass aria-hidden size={13} className="wait" />;
    case 'SUCCEEDED':
      return <CircleCheck aria-hidden size={13} className="ok" />;
    case 'FAILED':
    case 'TIMED_OUT':
    case 'CANCELLED':
    case 'REFUSED':
      return <CircleX aria-hidden size={13} className="stop" />;
    case null:
      return null;
  }
}
