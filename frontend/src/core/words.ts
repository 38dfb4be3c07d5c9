import type { FailureReason, JobStatus } from './api/types';
import { bytes, clock, place } from './text/format';

/** Every sentence of the page. Short, calm, second person. */
export const words = {
  untitled: 'Untitled notebook',
  tabTitle: (title: string) => `${title.trim() || 'Untitled notebook'} · Cellhive`,
  titleLabel: 'Notebook title',
  run: 'Run this cell',
  stop: 'Stop this cell',
  runAll: 'Run all',
  stopAll: 'Stop',
  saved: 'Saved',
  notSaved: 'Not saved: this browser keeps no more',
  addCode: 'Code',
  addCodeLabel: 'Add a code cell here',
  deleteCell: 'Delete this cell',
  moveUp: 'Move this cell up',
  moveDown: 'Move this cell down',
  deleted: (cell: number) => `Cell ${cell} deleted`,
  undo: 'Undo',
  runtimeLabel: 'Runtime',
  sizeLabel: 'Size',
  theme: 'Light or dark',
  oneOff: 'Each cell runs on its own, in a sandbox without network: it does not see the variables of other cells.',
  editorLabel: (cell: number) => `Code of cell ${cell}`,
  cellLabel: (cell: number) => `Cell ${cell}`,
  sending: 'Sending',
  waiting: (position: number | null) => (position === null ? 'Waiting for a free place' : `${place(position)} in line`),
  running: 'Running',
  startedAgain: 'The machine that ran this was lost; it runs again from the start.',
  stopping: 'Stopping',
  done: (ms: number) => `${clock(ms)}`,
  peak: (size: number) => `peak ${bytes(size)}`,
  figures: (count: number) => (count === 1 ? '1 figure' : `${count} figures`),
  edited: 'edited since this run',
  notExecuted: 'Not executed',
  live: 'Live',
  polling: 'Polling',
  connecting: 'Connecting',
  offline: (since: string) => `Offline since ${since}. Your work is kept in this browser`,
  sandbox: 'Runs in its own sandbox, no network',
  keys: 'Ctrl+Enter runs',
  unreachable: 'The server cannot be reached. Your work is kept in this browser; try again in a moment.',
  serverSaid: (status: number) => `The server answered with an error (${status}). Try again in a moment.`,
  unknownFailure: 'The page met a fault of its own. Reload it; your work is kept.',
  badOutput: 'This output cannot be shown.',
  files: 'Files',
  addFiles: 'Add files',
  dropHere: 'Drop files here or choose',
  upToEach: (size: number) => (size > 0 ? `up to ${bytes(size)} each` : 'any size within the total'),
  usedOf: (used: number, total: number) => `${bytes(used)} of ${bytes(total)} used`,
  tooBig: (size: number, most: number) => `${bytes(size)}: over the ${bytes(most)} limit for one file`,
  tooMuch: (most: number) => `Over the ${bytes(most)} limit for all files`,
  uploading: 'Uploading',
  ready: 'ready',
  remove: (name: string) => `Remove ${name}`,
  download: (name: string) => `Download ${name}`,
  madeByCode: 'Made by your code',
  noFiles: 'Files you add here lie beside your program when it runs.',
  figureAlt: (cell: number, index: number) => `Figure ${index} of cell ${cell}`,
  htmlTitle: (cell: number) => `Output of cell ${cell}`,
  fullTraceback: 'Full traceback',
  noRuntimes: (reasons: string[]) =>
    ['No runtime is ready, so nothing can run yet.', ...reasons].join(' ') +
    (reasons.length === 0 ? ' Ask whoever runs Cellhive to look at its workers.' : ''),
  pageFault: 'The page met a fault of its own. Reload it; your work is kept in this browser.',
  sizes: {
    small: 'Small · 256 MB · 0.25 CPU',
    medium: 'Medium · 512 MB · 0.5 CPU',
    large: 'Large · 1 GB · 1 CPU',
    xl: 'XL · 2 GB · 2 CPU',
  },
};

const reasons: Record<FailureReason, string> = {
  USER_ERROR: 'stopped with an error',
  MEMORY_LIMIT: 'out of memory',
  PROCESS_LIMIT: 'too many processes',
  OUTPUT_LIMIT: 'too much output',
  WORKSPACE_LIMIT: 'no room for files',
  INTERPRETER_DIED: 'Python ended suddenly',
  EXPIRED: 'waited too long',
  PLATFORM_ERROR: 'Cellhive could not run this',
};

/** Two or three words for how a run ended. */
export function verdict(status: JobStatus, reason: FailureReason | null): string {
  switch (status) {
    case 'SUCCEEDED':
      return 'Done';
    case 'FAILED':
      return reasons[reason ?? 'PLATFORM_ERROR'];
    case 'TIMED_OUT':
      return 'out of time';
    case 'CANCELLED':
      return 'stopped by you';
    case 'QUEUED':
    case 'RUNNING':
      return '';
  }
}
