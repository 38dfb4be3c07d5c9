import type { Job, JobEvent } from '../api/types';
import { isTerminal } from '../api/types';
import { nothingShown, show, type Shown } from './outputs';
import type { Run } from './state';

const HIDDEN = '········';

/** A run after one more event. Events may come twice, from two doors; each counts once and in order. */
export function after(run: Run, event: JobEvent): Run {
  if (event.seq !== run.lastSeq + 1) return run;
  const next = { ...run, lastSeq: event.seq };
  switch (event.type) {
    case 'output':
      return { ...next, shown: show(run.shown, event.output) };
    case 'artifact':
      return { ...next, artifacts: [...run.artifacts, event.artifact] };
    case 'input_request': {
      const { number, prompt, password } = event;
      return { ...next, question: { number, prompt, password } };
    }
    case 'input_reply':
      return { ...next, question: null, shown: answered(run, event.value) };
    case 'session_restored': {
      const { cause, replayed, failed, leftOut } = event;
      return { ...next, restored: { cause, replayed, failed, leftOut } };
    }
    case 'variables':
      return { ...next, defined: event.defined };
    case 'status':
      return {
        ...next,
        status: event.status,
        reason: event.reason,
        message: event.message,
        attempt: event.attempt,
        position: null,
        expectedWaitMs: null,
        startedAt: event.status === 'RUNNING' ? Date.parse(event.at) : run.startedAt,
        ...(event.attempt > run.attempt ? { shown: nothingShown, defined: [], restored: null } : {}),
        question: event.status === 'TIMED_OUT' ? run.question : null,
        stopping: run.stopping && !isTerminal(event.status),
      };
  }
}

/** The question and its answer stay to be read, as in a terminal; a password stays hidden. */
function answered({ shown, question }: Run, value: string | null): Shown {
  const text = `${question?.prompt ?? ''}${value ?? HIDDEN}\n`;
  return show(shown, { output_type: 'stream', name: 'stdout', text });
}

/** What only the job itself says: place in line, time and memory. Its status comes with the events. */
export function read(run: Run, job: Job): Run {
  return {
    ...run,
    position: run.status === 'QUEUED' ? (job.queue?.position ?? null) : null,
    expectedWaitMs: run.status === 'QUEUED' ? (job.queue?.expectedWaitMs ?? null) : null,
    limits: job.limits,
    usage: job.usage,
    sessionId: job.sessionId ?? null,
    executionCount: job.executionCount ?? null,
    wallMs: job.usage?.wallMs ?? null,
    peakMemoryBytes: job.usage?.peakMemoryBytes ?? null,
  };
}
