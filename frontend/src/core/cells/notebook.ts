import type { Job, JobEvent } from '../api/types';
import { isTerminal } from '../api/types';
import { nothingShown, show } from './outputs';
import { isActive, sent, type Cell, type FileState, type Notebook, type Run } from './state';

export type Action =
  | { type: 'titleEdited'; title: string }
  | { type: 'runtimeChosen'; runtime: string }
  | { type: 'sizeChosen'; size: Notebook['size'] }
  | { type: 'cellAdded'; index: number; cell: Cell }
  | { type: 'cellDeleted'; id: string }
  | { type: 'cellMoved'; id: string; by: -1 | 1 }
  | { type: 'codeEdited'; id: string; code: string }
  | { type: 'runSent'; id: string; key: string }
  | { type: 'runAccepted'; key: string; job: Job }
  | { type: 'runRefused'; key: string; why: string }
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
    case 'cellAdded':
      return { ...state, cells: state.cells.toSpliced(action.index, 0, action.cell) };
    case 'cellDeleted':
      return { ...state, cells: state.cells.filter((cell) => cell.id !== action.id) };
    case 'cellMoved':
      return { ...state, cells: moved(state.cells, action.id, action.by) };
    case 'codeEdited':
      return withCell(
        state,
        (cell) => cell.id === action.id,
        (cell) => ({ ...cell, code: action.code }),
      );
    case 'runSent':
      return withCell(
        state,
        (cell) => cell.id === action.id,
        (cell) => ({ ...cell, run: sent(cell.code, action.key) }),
      );
    case 'runAccepted':
      return withRun(
        state,
        (run) => run.key === action.key,
        (run) =>
          read({ ...run, jobId: action.job.id, status: run.status === 'SENDING' ? 'QUEUED' : run.status }, action.job),
      );
    case 'runRefused':
      return withRun(
        state,
        (run) => run.key === action.key,
        (run) => ({ ...run, status: 'REFUSED', message: action.why }),
      );
    case 'stopAsked':
      return withCell(
        state,
        (cell) => cell.id === action.id,
        (cell) => ({ ...cell, run: cell.run && { ...cell.run, stopping: true } }),
      );
    case 'stopFailed':
      return withCell(
        state,
        (cell) => cell.id === action.id && isActive(cell.run),
        (cell) => ({ ...cell, run: cell.run && { ...cell.run, stopping: false, message: action.why } }),
      );
    case 'eventArrived':
      return withRun(
        state,
        (run) => run.jobId === action.jobId,
        (run) => after(run, action.event),
      );
    case 'jobRead':
      return withRun(
        state,
        (run) => run.jobId === action.job.id,
        (run) => read(run, action.job),
      );
    case 'fileChanged':
      return { ...state, files: [...state.files.filter((file) => file.name !== action.file.name), action.file] };
    case 'fileRemoved':
      return { ...state, files: state.files.filter((file) => file.name !== action.name) };
  }
}

/** Events may come twice, from two doors; each counts once and in order. */
function after(run: Run, event: JobEvent): Run {
  if (event.seq !== run.lastSeq + 1) return run;
  const next = { ...run, lastSeq: event.seq };
  switch (event.type) {
    case 'output':
      return { ...next, shown: show(run.shown, event.output) };
    case 'artifact':
      return { ...next, artifacts: [...run.artifacts, event.artifact] };
    case 'status':
      return {
        ...next,
        status: event.status,
        reason: event.reason,
        message: event.message,
        attempt: event.attempt,
        position: null,
        startedAt: event.status === 'RUNNING' ? Date.parse(event.at) : run.startedAt,
        shown: event.attempt > run.attempt ? nothingShown : run.shown,
        stopping: run.stopping && !isTerminal(event.status),
      };
  }
}

/** What only the job itself says: place in line, time and memory. Its status comes with the events. */
function read(run: Run, job: Job): Run {
  return {
    ...run,
    position: run.status === 'QUEUED' ? (job.queue?.position ?? null) : null,
    wallMs: job.usage?.wallMs ?? null,
    peakMemoryBytes: job.usage?.peakMemoryBytes ?? null,
  };
}

function moved(cells: Cell[], id: string, by: -1 | 1): Cell[] {
  const from = cells.findIndex((cell) => cell.id === id);
  const cell = cells[from];
  if (!cell || from + by < 0 || from + by >= cells.length) return cells;
  return cells.toSpliced(from, 1).toSpliced(from + by, 0, cell);
}

function withCell(state: Notebook, which: (cell: Cell) => boolean, change: (cell: Cell) => Cell): Notebook {
  return { ...state, cells: state.cells.map((cell) => (which(cell) ? change(cell) : cell)) };
}

function withRun(state: Notebook, which: (run: Run) => boolean, change: (run: Run) => Run): Notebook {
  return withCell(
    state,
    (cell) => cell.run !== null && which(cell.run),
    (cell) => ({ ...cell, run: cell.run && change(cell.run) }),
  );
}
