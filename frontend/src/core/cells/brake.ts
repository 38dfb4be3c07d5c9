import type { Api } from '../api/client';
import { sentenceOf } from '../api/problem';
import type { Action } from './notebook';
import { isActive, runOfJob, type Notebook, type Run } from './state';
import type { Interpreter } from './submits';

const DEAF_MS = 8_000;

/** Ends what runs: gently where a session would lose its variables, else by cancelling the job. */
export class Brake {
  constructor(
    private readonly api: Pick<Api, 'cancel'>,
    private readonly state: () => Notebook,
    private readonly dispatch: (action: Action) => void,
    private readonly session: Interpreter,
  ) {}

  /** A session's program is interrupted, so that its variables stay; if it does not listen, it is cancelled. */
  async halt(cellId: string, { jobId, sessionId, status }: Run): Promise<void> {
    if (jobId === null) return;
    const interrupted = sessionId !== null && status === 'RUNNING' && (await this.session.interrupt(sessionId));
    if (!interrupted) return this.cancel(cellId, jobId);
    setTimeout(() => {
      if (isActive(runOfJob(this.state(), jobId))) void this.cancel(cellId, jobId);
    }, DEAF_MS);
  }

  async cancel(cellId: string, jobId: string): Promise<void> {
    try {
      await this.api.cancel(jobId);
    } catch (failed) {
      this.dispatch({ type: 'stopFailed', id: cellId, why: sentenceOf(failed) });
    }
  }
}
