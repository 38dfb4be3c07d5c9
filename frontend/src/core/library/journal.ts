import { nothingShown } from '../cells/outputs';
import type { CodeCell, Notebook } from '../cells/state';

const KEY = 'cellhive.unsaved';

/**
 * What was not saved yet when the page went: IndexedDB cannot be written to the end then, localStorage can. Keeps no
 * outputs; the server's log has them.
 */
export class Journal {
  constructor(private readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>) {}

  write(id: string, notebook: Notebook): void {
    const cells = notebook.cells.map((cell) => (cell.kind === 'code' ? withoutOutputs(cell) : cell));
    try {
      this.storage.setItem(KEY, JSON.stringify({ id, notebook: { ...notebook, cells } }));
    } catch {
      // why nothing: the save that is on its way may still come through.
    }
  }

  /** The saved state with what the journal adds to it. */
  apply(id: string, saved: Notebook): Notebook {
    const text = this.storage.getItem(KEY);
    if (text === null) return saved;
    const entry = JSON.parse(text) as { id: string; notebook: Notebook };
    return entry.id === id ? { ...entry.notebook, cells: withSavedRuns(entry.notebook, saved) } : saved;
  }

  clear(id: string): void {
    const text = this.storage.getItem(KEY);
    if (text?.includes(`"id":"${id}"`)) this.storage.removeItem(KEY);
  }
}

/** A run that was saved knows its outputs, and goes on from there. */
function withSavedRuns(fresh: Notebook, saved: Notebook): Notebook['cells'] {
  return fresh.cells.map((cell) => {
    if (cell.kind !== 'code' || !cell.run) return cell;
    const { key } = cell.run;
    const kept = saved.cells.find((one) => one.kind === 'code' && one.run?.key === key);
    return kept?.kind === 'code' ? { ...cell, run: kept.run } : cell;
  });
}

/** The run is read from the server again, from its first event on. */
export function withoutOutputs(cell: CodeCell): CodeCell {
  if (!cell.run?.jobId) return cell.run?.status === 'SENDING' ? cell : { ...cell, run: null };
  return {
    ...cell,
    run: { ...cell.run, status: 'QUEUED', lastSeq: 0, question: null, shown: nothingShown, artifacts: [] },
  };
}
