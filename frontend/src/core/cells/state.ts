import type { Question, Restored, Variable } from '../api/sessions';
import type { Artifact, FailureReason, JobStatus, Limits, Usage } from '../api/types';
import type { Size } from '../runtime/sizes';
import { nothingShown, type Shown } from './outputs';

/** One run of a cell, from the press of Run to its verdict. */
export interface Run {
  /** Makes a repeated submit harmless, also after a reload. */
  key: string;
  /** null until the server has accepted it. */
  jobId: string | null;
  status: JobStatus | 'SENDING' | 'REFUSED';
  reason: FailureReason | null;
  message: string | null;
  attempt: number;
  /** The number of the newest event seen; older ones are dropped. */
  lastSeq: number;
  shown: Shown;
  artifacts: Artifact[];
  /** What ran; the cell is stale when its code is another. */
  code: string;
  /** A fingerprint of the code that stood above when it ran; null when not known. */
  above: number | null;
  /** From 1; null when not known. */
  position: number | null;
  /** null when the server does not know it. */
  expectedWaitMs: number | null;
  /** Epoch milliseconds of the start of this attempt. */
  startedAt: number | null;
  wallMs: number | null;
  peakMemoryBytes: number | null;
  /** null until the server has told. */
  limits: Limits | null;
  usage: Usage | null;
  stopping: boolean;
  /** The number of the cell when it was sent: errors name cells by it. */
  sentAs: number;
  /** null for a run on its own. */
  sessionId: string | null;
  /** As in Jupyter's In[n]; null outside of a session. */
  executionCount: number | null;
  /** What the program asks just now, or still asked when it was out of time. */
  question: Question | null;
  /** How the session's state was brought back before this run. */
  restored: Restored | null;
  /** What the run added or changed among the session's variables. */
  defined: Variable[];
}

interface Block {
  id: string;
  collapsed: boolean;
}

export interface CodeCell extends Block {
  kind: 'code';
  code: string;
  run: Run | null;
  /** A Run All ended before it came to this cell. */
  skipped: boolean;
}

/** A picture of a notebook; its bytes lie in the library under this id. */
export interface Picture {
  id: string;
  name: string;
  type: string;
}

export interface MarkdownCell extends Block {
  kind: 'markdown';
  text: string;
  /** What `attachment:name` in the text means. */
  pictures: Picture[];
}

export interface ImageCell extends Block {
  kind: 'image';
  picture: Picture | null;
  alt: string;
}

export type Cell = CodeCell | MarkdownCell | ImageCell;

export type FileState = { name: string; size: number } & (
  { state: 'uploading'; sent: number } | { state: 'ready'; sha256: string } | { state: 'refused'; why: string }
);

export interface Notebook {
  title: string;
  runtime: string;
  size: Size;
  cells: Cell[];
  files: FileState[];
  /** The live interpreter of its cells; null before the first run. */
  sessionId: string | null;
  /** Each run on its own, without a session. */
  alone: boolean;
}

export function newCell(id: string, code = ''): CodeCell {
  return { id, kind: 'code', collapsed: false, code, run: null, skipped: false };
}

export function newText(id: string, text = ''): MarkdownCell {
  return { id, kind: 'markdown', collapsed: false, text, pictures: [] };
}

export function newImage(id: string, picture: Picture | null = null, alt = ''): ImageCell {
  return { id, kind: 'image', collapsed: false, picture, alt };
}

export function isCode(cell: Cell): cell is CodeCell {
  return cell.kind === 'code';
}

/** The run of a code cell; null for any other block. */
export function runOf(cell: Cell | undefined): Run | null {
  return cell?.kind === 'code' ? cell.run : null;
}

/** The run that is this job on the server; null when no cell shows it. */
export function runOfJob({ cells }: Notebook, jobId: string): Run | null {
  return cells.map(runOf).find((run) => run?.jobId === jobId) ?? null;
}

/** What a block says in words: its code, its text, or what its picture shows. */
export function sourceOf(cell: Cell): string {
  switch (cell.kind) {
    case 'code':
      return cell.code;
    case 'markdown':
      return cell.text;
    case 'image':
      return cell.alt;
  }
}

export function isActive(run: Run | null): run is Run {
  return run !== null && (run.status === 'SENDING' || run.status === 'QUEUED' || run.status === 'RUNNING');
}

/** A run at the press of Run. */
export function sent(code: string, key: string, above: number | null = null, sentAs = 0): Run {
  return {
    key,
    jobId: null,
    status: 'SENDING',
    reason: null,
    message: null,
    attempt: 0,
    lastSeq: 0,
    shown: nothingShown,
    artifacts: [],
    code,
    above,
    position: null,
    expectedWaitMs: null,
    startedAt: null,
    wallMs: null,
    peakMemoryBytes: null,
    limits: null,
    usage: null,
    stopping: false,
    sentAs,
    sessionId: null,
    executionCount: null,
    question: null,
    restored: null,
    defined: [],
  };
}
