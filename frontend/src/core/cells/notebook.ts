import type { Job, JobEvent } from '../api/types';
import { updatedBy, type Shown } from './outputs';
import { placesOf } from './places';
import { after, read } from './runEvents';
import { isActive, isCode, newCell, newText, runOf, sent, sourceOf } from './state';
import type { Cell, CodeCell, FileState, ImageCell, MarkdownCell, Notebook, Picture, Run } from './state';

export type Action =
  | { type: 'titleEdited'; title: string }
  | { type: 'runtimeChosen'; runtime: string }
  | { type: 'sizeChosen'; size: Notebook['size'] }
  | { type: 'aloneChosen'; alone: boolean }
  | { type: 'sessionMade'; sessionId: string | null }
  | { type: 'notebookReplaced'; notebook: Notebook }
  | { type: 'cellAdded'; index: number; cell: Cell }
  | { type: 'cellDeleted'; id: string }
  | { type: 'cellMoved'; id: string; by: -1 | 1 }
  | { type: 'cellMovedTo'; id: string; index: number }
  | { type: 'cellTurned'; id: string; kind: 'code' | 'markdown' }
  | { type: 'cellCollapsed'; id: string; collapsed: boolean }
  | { type: 'codeEdited'; id: string; code: string }
  | { type: 'textEdited'; id: string; text: string }
  | { type: 'pictureAttached'; id: string; picture: Picture }
  | { type: 'imageChanged'; id: string; change: Partial<Pick<ImageCell, 'picture' | 'alt'>> }
  | { type: 'runSent'; id: string; key: string }
  | { type: 'runAccepted'; key: string; job: Job }
  | { type: 'runRefused'; key: string; why: string }
  | { type: 'runsSkipped'; ids: string[] }
  | { type: 'stopAsked'; id: string }
  | { type: 'stopFailed'; id: string; why: string }
  | { type: 'eventArrived'; jobId: string; event: JobEvent }
  | { type: 'jobRead'; job: Job }
  | { type: 'fileChanged'; file: FileState }
  | { type: 'fileRemoved'; name: string };

/** The notebook after one more thing that happened. Pure. */
export function notebook(state: Notebook, action: Action): Notebook {
  switch (action.type) {
    case 'titleEdited':
      return { ...state, title: action.title };
    case 'runtimeChosen':
      return { ...state, runtime: action.runtime };
    case 'sizeChosen':
      return { ...state, size: action.size };
    case 'aloneChosen':
      return { ...state, alone: action.alone };
    case 'sessionMade':
      return { ...state, sessionId: action.sessionId };
    case 'notebookReplaced':
      return action.notebook;
    case 'cellAdded':
      return { ...state, cells: state.cells.toSpliced(action.index, 0, action.cell) };
    case 'cellDeleted':
      return { ...state, cells: state.cells.filter((cell) => cell.id !== action.id) };
    case 'cellMoved':
      return { ...state, cells: moved(state.cells, action.id, (from) => from + action.by) };
    case 'cellMovedTo':
      return { ...state, cells: moved(state.cells, action.id, () => action.index) };
    case 'cellTurned':
      return withCell(state, action.id, (cell) => turned(cell, action.kind));
    case 'cellCollapsed':
      return withCell(state, action.id, (cell) => ({ ...cell, collapsed: action.collapsed }));
    case 'codeEdited':
      return withCode(state, action.id, (cell) => ({ ...cell, code: action.code }));
    case 'textEdited':
      return withCell(state, action.id, (cell) => (cell.kind === 'markdown' ? { ...cell, text: action.text } : cell));
    case 'pictureAttached':
      return withCell(state, action.id, (cell) =>
        cell.kind === 'markdown' ? { ...cell, pictures: [...cell.pictures, action.picture] } : cell,
      );
    case 'imageChanged':
      return withCell(state, action.id, (cell) => (cell.kind === 'image' ? { ...cell, ...action.change } : cell));
    case 'runSent':
      return withCode(state, action.id, (cell) => {
        const place = placesOf(state.cells).get(cell.id);
        return { ...cell, skipped: false, run: sent(cell.code, action.key, place?.above ?? null, place?.number) };
      });
    case 'runsSkipped':
      return {
        ...state,
        cells: state.cells.map((cell) =>
          isCode(cell) && action.ids.includes(cell.id) ? { ...cell, skipped: true } : cell,
        ),
      };
    case 'stopAsked':
      return withCode(state, action.id, (cell) => ({ ...cell, run: cell.run && { ...cell.run, stopping: true } }));
    case 'stopFailed':
      return withCode(state, action.id, (cell) =>
        isActive(cell.run) ? { ...cell, run: { ...cell.run, stopping: false, message: action.why } } : cell,
      );
    case 'runAccepted':
    case 'runRefused':
    case 'eventArrived':
    case 'jobRead':
      return withRun(state, action);
    case 'fileChanged':
      return { ...state, files: withFile(state.files, action.file) };
    case 'fileRemoved':
      return { ...state, files: state.files.filter((file) => file.name !== action.name) };
  }
}

type RunAction = Extract<Action, { type: 'runAccepted' | 'runRefused' | 'eventArrived' | 'jobRead' }>;

function changed(run: Run, action: RunAction): Run {
  switch (action.type) {
    case 'runAccepted': {
      if (run.key !== action.key) return run;
      const status = run.status === 'SENDING' ? 'QUEUED' : run.status;
      return read({ ...run, jobId: action.job.id, status }, action.job);
    }
    case 'runRefused':
      return run.key === action.key ? { ...run, status: 'REFUSED', message: action.why } : run;
    case 'eventArrived':
      return run.jobId === action.jobId ? after(run, action.event) : run;
    case 'jobRead':
      return run.jobId === action.job.id ? read(run, action.job) : run;
  }
}

function withRun(state: Notebook, action: RunAction): Notebook {
  let told = false;
  const own = withRuns(state.cells, (run) => {
    const next = changed(run, action);
    told ||= next !== run;
    return next;
  });
  const output = told && action.type === 'eventArrived' && action.event.type === 'output' ? action.event.output : null;
  if (output?.output_type !== 'update_display_data') return { ...state, cells: own };
  // why all: a handle that one cell made may be updated from any later one.
  return { ...state, cells: withRuns(own, (run) => withShown(run, updatedBy(run.shown, output))) };
}

function withRuns(cells: Cell[], change: (run: Run) => Run): Cell[] {
  return cells.map((cell) => {
    const run = isCode(cell) && cell.run !== null ? change(cell.run) : null;
    return run === null || run === runOf(cell) ? cell : ({ ...cell, run } as CodeCell);
  });
}

function withShown(run: Run, shown: Shown): Run {
  return shown === run.shown ? run : { ...run, shown };
}

/** Text may become code and the other way round; a picture stays what it is. */
function turned(cell: Cell, kind: 'code' | 'markdown'): CodeCell | MarkdownCell | ImageCell {
  if (cell.kind === kind || cell.kind === 'image') return cell;
  const source = sourceOf(cell);
  return kind === 'code' ? newCell(cell.id, source) : newText(cell.id, source);
}

function moved(cells: Cell[], id: string, where: (from: number) => number): Cell[] {
  const from = cells.findIndex((cell) => cell.id === id);
  const cell = cells[from];
  const to = where(from);
  if (!cell || to < 0 || to >= cells.length || to === from) return cells;
  return cells.toSpliced(from, 1).toSpliced(to, 0, cell);
}

/** A file keeps its place in the list when its state changes. */
function withFile(files: FileState[], file: FileState): FileState[] {
  const at = files.findIndex((one) => one.name === file.name);
  return at < 0 ? [...files, file] : files.with(at, file);
}

function withCell(state: Notebook, id: string, change: (cell: Cell) => Cell): Notebook {
  return { ...state, cells: state.cells.map((cell) => (cell.id === id ? change(cell) : cell)) };
}

function withCode(state: Notebook, id: string, change: (cell: CodeCell) => CodeCell): Notebook {
  return withCell(state, id, (cell) => (isCode(cell) ? change(cell) : cell));
}
