import type { FailureReason, Limits, Output, Usage } from '../api/types';
import type { Run } from '../cells/state';

/** Why a run did not come to its end; an error of the program itself is told by its traceback. */
export type StopKind =
  | Exclude<FailureReason, 'USER_ERROR'>
  /** A process that the program had started was out of memory, and the program ended with an error. */
  | 'PROCESS_MEMORY'
  | 'TIMED_OUT'
  | 'UNANSWERED'
  | 'CANCELLED'
  | 'REFUSED';

/** How much was used of what was allowed. */
export interface Measure {
  used: number;
  limit: number;
  unit: 'bytes' | 'time' | 'count';
}

export interface Stop {
  kind: StopKind;
  /** The line of the cell where it stopped, or that asked for most memory, from 1; null when not known. */
  line: number | null;
  measure: Measure | null;
}

export type Ended = Pick<Run, 'status' | 'reason' | 'message' | 'question' | 'shown' | 'limits' | 'usage'>;

/** What to tell about the end of a run; null when there is nothing to explain. */
export function stopOf(run: Ended): Stop | null {
  const kind = kindOf(run);
  if (kind === null) return null;
  return { kind, line: lineOf(kind, run.message ?? ''), measure: measureOf(kind, run.limits, run.usage) };
}

/** Only the sentence has the line. */
function lineOf(kind: StopKind, message: string): number | null {
  // why none: the sentence carries the program's own error, which may speak of lines; the traceback has the place.
  if (kind === 'PROCESS_MEMORY') return null;
  const said = kind === 'MEMORY_LIMIT' ? /\blargest request came from line (\d+)/ : /\bwas stopped at line (\d+)/;
  const line = said.exec(message)?.[1];
  return line === undefined ? null : Number(line);
}

function kindOf(run: Ended): StopKind | null {
  switch (run.status) {
    case 'TIMED_OUT':
      return isUnanswered(run) ? 'UNANSWERED' : 'TIMED_OUT';
    case 'CANCELLED':
    case 'REFUSED':
      return run.status;
    case 'FAILED':
      return failureOf(run);
    case 'SENDING':
    case 'QUEUED':
    case 'RUNNING':
    case 'SUCCEEDED':
      return null;
  }
}

function failureOf({ reason, shown }: Ended): StopKind | null {
  if (reason === 'USER_ERROR') return null;
  if (reason === 'MEMORY_LIMIT' && shown.outputs.some(isOtherError)) return 'PROCESS_MEMORY';
  return reason ?? 'PLATFORM_ERROR';
}

/** A program that is out of memory itself has no time for an error, or ends with Python's own. */
function isOtherError(output: Output): boolean {
  return output.output_type === 'error' && !output.ename.startsWith('MemoryError');
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
    case 'PROCESS_MEMORY':
      // why a peak of 0 is none: the kernel did not tell it, or the container ended before it could be read.
      return { used: usage?.peakMemoryBytes || limits.memoryBytes, limit: limits.memoryBytes, unit: 'bytes' };
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
