import type { FailureReason, JobStatus, Limits, Usage } from '../api/types';

/** Why a run did not come to its end; an error of the program itself is told by its traceback. */
export type StopKind = Exclude<FailureReason, 'USER_ERROR'> | 'TIMED_OUT' | 'CANCELLED' | 'REFUSED';

/** How much was used of what was allowed. */
export interface Measure {
  used: number;
  limit: number;
  unit: 'bytes' | 'time' | 'count';
}

export interface Stop {
  kind: StopKind;
  /** The line of the cell where it stopped, from 1; null when not known. */
  line: number | null;
  measure: Measure | null;
}

interface Ended {
  status: JobStatus | 'SENDING' | 'REFUSED';
  reason: FailureReason | null;
  message: string | null;
  limits: Limits | null;
  usage: Usage | null;
}

/** What to tell about the end of a run; null when there is nothing to explain. */
export function stopOf(run: Ended): Stop | null {
  const kind = kindOf(run.status, run.reason);
  if (kind === null) return null;
  const line = /\b(?:at|from) line (\d+)/.exec(run.message ?? '')?.[1];
  return { kind, line: line === undefined ? null : Number(line), measure: measureOf(kind, run.limits, run.usage) };
}

function kindOf(status: Ended['status'], reason: FailureReason | null): StopKind | null {
  switch (status) {
    case 'TIMED_OUT':
    case 'CANCELLED':
    case 'REFUSED':
      return status;
    case 'FAILED':
      return reason === 'USER_ERROR' ? null : (reason ?? 'PLATFORM_ERROR');
    case 'SENDING':
    case 'QUEUED':
    case 'RUNNING':
    case 'SUCCEEDED':
      return null;
  }
}

function measureOf(kind: StopKind, limits: Limits | null, usage: Usage | null): Measure | null {
  if (limits === null) return null;
  switch (kind) {
    case 'MEMORY_LIMIT':
      return { used: usage?.peakMemoryBytes ?? limits.memoryBytes, limit: limits.memoryBytes, unit: 'bytes' };
    case 'TIMED_OUT':
      return { used: usage?.wallMs ?? limits.wallClockMs, limit: limits.wallClockMs, unit: 'time' };
    case 'OUTPUT_LIMIT':
      return { used: usage?.outputBytes ?? limits.outputBytes, limit: limits.outputBytes, unit: 'bytes' };
    case 'WORKSPACE_LIMIT':
      return { used: limits.workspaceBytes, limit: limits.workspaceBytes, unit: 'bytes' };
    case 'PROCESS_LIMIT':
      return { used: limits.processes, limit: limits.processes, unit: 'count' };
    case 'INTERPRETER_DIED':
    case 'EXPIRED':
    case 'PLATFORM_ERROR':
    case 'CANCELLED':
    case 'REFUSED':
      return null;
  }
}
