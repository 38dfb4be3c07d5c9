import type { Job, JobEvent } from '../api/types';
import { isTerminal } from '../api/types';
import { nothingShown, show } from './outputs';
import type { Run } from './state';

/** A run after one more event. Events may come twice, from two doors; each counts once and in order. */
export function after(run: Run, event: JobEvent): Run {
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
export function read(run: Run, job: Job): Run {
  return {
    ...run,
    position: run.status === 'QUEUED' ? (job.queue?.position ?? null) : null,
    wallMs: job.usage?.wallMs ?? null,
    peakMemoryBytes: job.usage?.peakMemoryBytes ?? null,
  };
}
