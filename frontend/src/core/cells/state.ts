import type { Artifact, FailureReason, JobStatus } from '../api/types';
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
  /** From 1; null when not known. */
  position: number | null;
  /** Epoch milliseconds of the start of this attempt. */
  startedAt: number | null;
  wallMs: number | null;
  peakMemoryBytes: number | null;
  stopping: boolean;
}

export interface Cell {
  id: string;
  code: string;
  run: Run | null;
}

export type FileState = { name: string; size: number } & (
  { state: 'uploading' } | { state: 'ready'; sha256: string } | { state: 'refused'; why: string }
);

export interface Notebook {
  title: string;
  runtime: string;
  size: 'small' | 'medium' | 'large' | 'xl';
  cells: Cell[];
  files: FileState[];
}

export function newCell(id: string, code = ''): Cell {
  return { id, code, run: null };
}

export function isActive(run: Run | null): run is Run {
  return run !== null && (run.status === 'SENDING' || run.status === 'QUEUED' || run.status === 'RUNNING');
}

/** A run at the press of Run. */
export function sent(code: string, key: string): Run {
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
    position: null,
    startedAt: null,
    wallMs: null,
    peakMemoryBytes: null,
    stopping: false,
  };
}
