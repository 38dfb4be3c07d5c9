import type { FailureReason, Limits, Usage } from '../api/types';
import type { Run } from '../cells/state';

/** Why a run did not come to its end; an error of the program itself is told by its traceback. */
export type StopKind = Exclude<FailureReason, 'USER_ERROR'> | 'TIMED_OUT' | 'UNANSWERED' | 'CANCELLED' | 'REFUSED';

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

export type Ended = Pick<Run, 'status' | 'reason' | 'message' | 'question' | 'limits' | 'usage'>;

/** What to tell about the end of a run; null when there is nothing to explain. */
export function stopOf(run: Ended): Stop | null {
  const kind = kindOf(run);
  if (kind === null) return null;
  const line = /\b(?:at|from) line (\d+)/.exec(run.message ?? '')?.[1];
  return { kind, line: line === undefined ? null : Number(line), measure: measureOf(kind, run.limits, run.usage) };
}

function kindOf(run: Ended): StopKind | null {
  switch (run.status) {
    case 'TIMED_OUT':
      return isUnanswered(run) ? 'UNANSWERED' : 'TIMED_OUT';
    case 'CANCELLED':
    case 'REFUSED':
      return run.status;
    case 'FAILED':
      return run.reason === 'USER_ERROR' ? null : (run.reason ?? 'PLATFORM_ERROR');
    case 'SENDING':
    case 'QUEUED':
    case 'RUNNING':
    case 'SUCCEEDED':
      return null;
  }
}

/** What the program slept before it asked is of its time too, so one that used its time up may have computed for less. */
const MOSTLY = 0.75;

/**
 * Whether the time that was over is the reader's: a question stands open, for which the program's own clock stands still.
 * Only a program that computes beside its question, in a thread or a process, can use its own time up meanwhile.
 */
export function isUnanswered({ question, limits, usage }: Ended): boolean {
  return question !== null && !(limits && usage && usage.cpuMs >= MOSTLY * limits.wallClockMs);
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
    case 'UNANSWERED':
    case 'CANCELLED':
    case 'REFUSED':
      return null;
  }
}
