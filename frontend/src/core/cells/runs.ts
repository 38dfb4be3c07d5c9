import type { Api } from '../api/client';
import { Problem, sentenceOf } from '../api/problem';
import type { JobRequest } from '../api/types';
import { newId } from '../ids';
import type { Stream } from '../stream/stream';
import type { Action } from './notebook';
import { isActive, type Cell, type Notebook, type Run } from './state';

const PRESETS: Record<Notebook['size'], JobRequest['limits']> = {
  small: { memory: '256m', cpu: 0.25 },
  medium: { memory: '512m', cpu: 0.5 },
  large: { memory: '1g', cpu: 1 },
  xl: { memory: '2g', cpu: 2 },
};
const SUBMIT_AGAIN_MS = [500, 1000, 2000, 4000];
const POSITION_MS = 2_000;

/** Runs cells: submits, follows, cancels. Tells everything to the reducer; keeps nothing that a reload would lose. */
export class Runs {
  private readonly waiting = new Map<string, (run: Run | null) => void>();
  private stopAll = false;

  constructor(
    private readonly api: Api,
    private readonly stream: () => Stream,
    private readonly state: () => Notebook,
    private readonly dispatch: (action: Action) => void,
  ) {}

  /** Takes up what ran when the page was closed. */
  resume(): void {
    for (const cell of this.state().cells) this.takeUp(cell);
  }

  /** Deletes a cell; what it runs is stopped. */
  remove(cellId: string): void {
    const run = this.cell(cellId)?.run ?? null;
    if (isActive(run)) void this.stop(cellId);
    if (run?.jobId) this.stream().unfollow(run.jobId);
    this.dispatch({ type: 'cellDeleted', id: cellId });
    this.settle(run?.key);
  }

  /** Brings back a deleted cell; what happened to its run meanwhile is told again. */
  restore(index: number, cell: Cell): void {
    this.dispatch({ type: 'cellAdded', index, cell });
    this.takeUp(cell);
  }

  /** Ends when the run has; the run as it then is, or null when the cell was deleted. */
  run(cellId: string): Promise<Run | null> {
    const cell = this.cell(cellId);
    if (!cell || isActive(cell.run)) return Promise.resolve(null);
    const key = newId();
    this.dispatch({ type: 'runSent', id: cellId, key });
    const ended = new Promise<Run | null>((resolve) => this.waiting.set(key, resolve));
    void this.submit(cell, key);
    return ended;
  }

  /** One after another; stops at the first that does not succeed. */
  async runAll(): Promise<void> {
    this.stopAll = false;
    for (const { id } of this.state().cells) {
      const run = await this.run(id);
      if (this.stopAll || (run && run.status !== 'SUCCEEDED')) return;
    }
  }

  async stop(cellId: string): Promise<void> {
    const run = this.cell(cellId)?.run ?? null;
    if (!isActive(run)) return;
    this.dispatch({ type: 'stopAsked', id: cellId });
    // why not yet: a run on its way has no job to cancel; submit does it once there is one.
    if (run.jobId) await this.cancel(cellId, run.jobId);
  }

  async stopEverything(): Promise<void> {
    this.stopAll = true;
    await Promise.all(this.state().cells.map((cell) => this.stop(cell.id)));
  }

  /** The stream told that nothing follows for this job. */
  async ended(jobId: string, problem: string | null): Promise<void> {
    const run = this.runOf(jobId);
    if (problem !== null && run) this.refuse(run.key, problem);
    else await this.read(jobId);
    this.settle(run?.key);
  }

  private takeUp(cell: Cell): void {
    if (!isActive(cell.run)) return;
    if (cell.run.jobId) this.follow(cell.run.jobId, cell.run.lastSeq);
    else void this.submit(cell, cell.run.key);
  }

  private async cancel(cellId: string, jobId: string): Promise<void> {
    try {
      await this.api.cancel(jobId);
    } catch (failed) {
      this.dispatch({ type: 'stopFailed', id: cellId, why: sentenceOf(failed) });
    }
  }

  private async submit(cell: Cell, key: string): Promise<void> {
    const state = this.state();
    const request: JobRequest = {
      code: cell.run?.key === key ? cell.run.code : cell.code,
      runtime: state.runtime,
      cell: state.cells.findIndex((one) => one.id === cell.id) + 1,
      files: state.files.flatMap((file) => (file.state === 'ready' ? [{ name: file.name, sha256: file.sha256 }] : [])),
      limits: PRESETS[state.size],
    };
    for (const pause of [...SUBMIT_AGAIN_MS, null]) {
      try {
        const job = await this.api.submit(request, key);
        this.dispatch({ type: 'runAccepted', key, job });
        const run = this.runOf(job.id);
        if (run) this.follow(job.id, 0);
        // why also without a run: its cell was deleted meanwhile.
        if (!run || run.stopping) await this.cancel(cell.id, job.id);
        return;
      } catch (failed) {
        const passing = failed instanceof Problem && failed.passing;
        if (!passing || pause === null) return this.refuse(key, sentenceOf(failed));
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }

  private follow(jobId: string, after: number): void {
    this.stream().follow(jobId, after);
    void this.watchPosition(jobId);
  }

  /** The place in line is not an event: it is asked for while the job waits. */
  private async watchPosition(jobId: string): Promise<void> {
    while (this.runOf(jobId)?.status === 'QUEUED') {
      await new Promise((resolve) => setTimeout(resolve, POSITION_MS));
      if (this.runOf(jobId)?.status === 'QUEUED') await this.read(jobId);
    }
  }

  private async read(jobId: string): Promise<void> {
    try {
      this.dispatch({ type: 'jobRead', job: await this.api.job(jobId) });
    } catch {
      // why nothing: time and memory are extras; the events have said how it ended.
    }
  }

  private refuse(key: string, why: string): void {
    this.dispatch({ type: 'runRefused', key, why });
    this.settle(key);
  }

  private settle(key: string | undefined): void {
    if (key === undefined) return;
    this.waiting.get(key)?.(this.state().cells.find((cell) => cell.run?.key === key)?.run ?? null);
    this.waiting.delete(key);
  }

  private cell(id: string): Cell | undefined {
    return this.state().cells.find((cell) => cell.id === id);
  }

  private runOf(jobId: string): Run | undefined {
    return this.state().cells.find((cell) => cell.run?.jobId === jobId)?.run ?? undefined;
  }
}
