import type { Cell, Notebook } from '../cells/state';
import { sourceOf } from '../cells/state';
import { ofNotebook, type Database, type Version } from './database';

const APART_MS = 2 * 60 * 1000;
const MOST = 60;

/** Earlier states of a notebook. Keeps its text and order, not its outputs; the oldest go first. */
export class Versions {
  private readonly lastKept = new Map<string, number>();

  constructor(
    private readonly database: Database,
    private readonly now: () => number = Date.now,
  ) {}

  /** Newest first. */
  async list(notebookId: string): Promise<Version[]> {
    return (await this.database.getAll('versions', ofNotebook(notebookId))).reverse();
  }

  /** Keeps this state if it says something new; a busy editor makes one every two minutes unless `soon`. */
  async keep(notebookId: string, notebook: Notebook, soon = false): Promise<void> {
    if (!soon && this.now() - (this.lastKept.get(notebookId) ?? 0) < APART_MS) return;
    const kept = await this.list(notebookId);
    const newest = kept[0];
    const bare = withoutRuns(notebook);
    this.lastKept.set(notebookId, newest?.at ?? 0);
    if (newest && (sameText(newest.notebook, bare) || (!soon && this.now() - newest.at < APART_MS))) return;
    const write = this.database.transaction('versions', 'readwrite');
    // why the larger: two states within a millisecond are two versions.
    const at = Math.max(this.now(), (newest?.at ?? 0) + 1);
    await Promise.all([
      write.store.put({ notebookId, at, notebook: bare }),
      ...kept.slice(MOST - 1).map((old) => write.store.delete([notebookId, old.at])),
      write.done,
    ]);
    this.lastKept.set(notebookId, at);
  }
}

/** The same notebook as nobody has run it. */
export function withoutRuns(notebook: Notebook): Notebook {
  const cells = notebook.cells.map((cell) => (cell.kind === 'code' ? { ...cell, run: null, skipped: false } : cell));
  return { ...notebook, cells };
}

/** Whether the two say the same, whatever ran. */
export function sameText(one: Notebook, other: Notebook): boolean {
  return one.title === other.title && textOf(one.cells) === textOf(other.cells);
}

function textOf(cells: Cell[]): string {
  return JSON.stringify(
    cells.map((cell) => [cell.kind, sourceOf(cell), cell.kind === 'image' ? cell.picture?.id : null]),
  );
}

/** How many lines one state has that the other lacks, and the other way round. */
export function difference(before: Notebook, after: Notebook): { added: number; removed: number } {
  const lines = (notebook: Notebook) => {
    const counts = new Map<string, number>();
    for (const line of notebook.cells.flatMap((cell) => sourceOf(cell).split('\n')))
      counts.set(line, (counts.get(line) ?? 0) + 1);
    return counts;
  };
  const [old, fresh] = [lines(before), lines(after)];
  const more = (from: Map<string, number>, than: Map<string, number>) =>
    [...from].reduce((sum, [line, count]) => sum + Math.max(0, count - (than.get(line) ?? 0)), 0);
  return { added: more(fresh, old), removed: more(old, fresh) };
}
