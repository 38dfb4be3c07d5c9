import type { Api } from '../api/client';
import { Problem, sentenceOf } from '../api/problem';
import type { Job } from '../api/types';
import { gone } from '../session/session';
import { newId } from '../ids';
import type { Stream } from '../stream/stream';
import type { Action } from './notebook';
import { requestFor } from './requests';
import { isActive, isCode, runOf, type Cell, type CodeCell, type Notebook, type Run } from './state';

/** Where the cells of the notebook run when they share variables. */
export interface Interpreter {
  /** The session for the next cell; made when there is none. */
  ready(): Promise<string>;
  forget(): void;
  /** False when there was nothing to interrupt. */
  interrupt(sessionId: string): Promise<boolean>;
  /** A cell has ended: variables may be others now. */
  ran(): void;
}

const DEAF_MS = 8_000;
const SUBMIT_AGAIN_MS = [500, 1000, 2000, 4000];
const POSITION_MS = 2_000;
const LEAVE_MS = 2_000;

/** Runs cells: submits, follows, cancels. Tells everything to the reducer; keeps nothing that a reload would lose. */
export class Runs {
  private readonly waiting = new Map<string, ((run: Run | null) => void)[]>();
  private last: Promise<void> = Promise.resolve();
  private readonly submits = new Set<Promise<void>>();
  /** Which Run All is the newest; an older one goes no further. */
  private sweep = 0;
  /** Stop was pressed: no further cell starts, also if the running one came to a good end just then. */
  private halted = false;

  constructor(
    private readonly api: Api,
    private readonly stream: () => Stream,
    private readonly state: () => Notebook,
    private readonly dispatch: (action: Action) => void,
    private readonly session: Interpreter,
  ) {}

  /** Takes up what ran when the page was closed. */
  resume(): void {
    for (const cell of this.state().cells) this.takeUp(cell);
  }

  /** Before another notebook comes to the page: what is on its way arrives, what runs is left to the server. */
  async leave(): Promise<void> {
    this.sweep += 1;
    const longest = new Promise((resolve) => setTimeout(resolve, LEAVE_MS));
    await Promise.race([Promise.all(this.submits), longest]);
    for (const cell of this.state().cells) {
      const jobId = runOf(cell)?.jobId;
      if (jobId) this.stream().unfollow(jobId);
    }
    this.waiting.clear();
  }

  /** Deletes a cell; what it runs is stopped. */
  remove(cellId: string): void {
    const run = runOf(this.cell(cellId));
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

  /** Ends when the run has; the run as it then is, or null when the cell was deleted or is no code. */
  run(cellId: string): Promise<Run | null> {
    const cell = this.cell(cellId);
    if (!cell || !isCode(cell)) return Promise.resolve(null);
    if (isActive(cell.run)) return this.ending(cell.run.key);
    const key = newId();
    this.dispatch({ type: 'runSent', id: cellId, key });
    const ended = this.ending(key);
    this.send(cell, key);
    return ended;
  }

  /** One after another, from this cell on; stops at the first that does not succeed, and the rest says so. */
  async runAll(fromId?: string): Promise<void> {
    const sweep = ++this.sweep;
    this.halted = false;
    const { cells } = this.state();
    const start = Math.max(
      0,
      cells.findIndex((cell) => cell.id === fromId),
    );
    const todo = cells
      .slice(start)
      .filter(isCode)
      .filter((cell) => cell.code.trim() !== '');
    for (const [index, { id }] of todo.entries()) {
      const run = await this.run(id);
      if (sweep !== this.sweep) return;
      if (this.halted || (run && run.status !== 'SUCCEEDED')) {
        return this.dispatch({ type: 'runsSkipped', ids: todo.slice(index + 1).map((cell) => cell.id) });
      }
    }
  }

  async stop(cellId: string): Promise<void> {
    const run = runOf(this.cell(cellId));
    if (!isActive(run)) return;
    this.dispatch({ type: 'stopAsked', id: cellId });
    // why not yet: a run on its way has no job to cancel; submit does it once there is one.
    if (run.jobId) await this.halt(cellId, run);
  }

  async stopEverything(): Promise<void> {
    this.halted = true;
    await Promise.all(this.state().cells.map((cell) => this.stop(cell.id)));
  }

  /** The stream told that nothing follows for this job. */
  async ended(jobId: string, problem: string | null): Promise<void> {
    const run = this.runOfJob(jobId);
    if (problem !== null && run) this.refuse(run.key, problem);
    else await this.read(jobId);
    this.settle(run?.key);
    if (run?.sessionId) this.session.ran();
  }

  private takeUp(cell: Cell): void {
    if (!isCode(cell) || !isActive(cell.run)) return;
    if (cell.run.jobId) this.follow(cell.run.jobId, cell.run.lastSeq);
    else this.send(cell, cell.run.key);
  }

  private ending(key: string): Promise<Run | null> {
    return new Promise((resolve) => this.waiting.set(key, [...(this.waiting.get(key) ?? []), resolve]));
  }

  /** A session's program is interrupted, so that its variables stay; if it does not listen, it is cancelled. */
  private async halt(cellId: string, run: Run): Promise<void> {
    const { jobId, sessionId } = run;
    if (jobId === null) return;
    const interrupted = sessionId !== null && run.status === 'RUNNING' && (await this.session.interrupt(sessionId));
    if (!interrupted) return this.cancel(cellId, jobId);
    setTimeout(() => {
      if (isActive(this.runOfJob(jobId) ?? null)) void this.cancel(cellId, jobId);
    }, DEAF_MS);
  }

  private async cancel(cellId: string, jobId: string): Promise<void> {
    try {
      await this.api.cancel(jobId);
    } catch (failed) {
      this.dispatch({ type: 'stopFailed', id: cellId, why: sentenceOf(failed) });
    }
  }

  /** One after another: a session runs its cells in the order in which they came. */
  private send(cell: CodeCell, key: string): void {
    this.last = this.last.then(() => this.submit(cell, key));
    const submitted = this.last.finally(() => this.submits.delete(submitted));
    this.submits.add(submitted);
  }

  private async submit(cell: CodeCell, key: string): Promise<void> {
    for (const pause of [...SUBMIT_AGAIN_MS, null]) {
      try {
        const job = await this.accepted(cell, key);
        this.dispatch({ type: 'runAccepted', key, job });
        const run = this.runOfJob(job.id);
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

  /** A session that the server no longer knows is replaced by a new one, once. */
  private async accepted(cell: CodeCell, key: string): Promise<Job> {
    const ask = async () => {
      const sessionId = this.state().alone ? null : await this.session.ready();
      return this.api.submit(requestFor(this.state(), cell, key, sessionId), key);
    };
    try {
      return await ask();
    } catch (failed) {
      if (this.state().alone || !gone(failed)) throw failed;
      this.session.forget();
      return ask();
    }
  }

  private follow(jobId: string, after: number): void {
    this.stream().follow(jobId, after);
    void this.watchPosition(jobId);
  }

  /** The place in line is not an event: it is asked for while the job waits. */
  private async watchPosition(jobId: string): Promise<void> {
    while (this.runOfJob(jobId)?.status === 'QUEUED') {
      await new Promise((resolve) => setTimeout(resolve, POSITION_MS));
      if (this.runOfJob(jobId)?.status === 'QUEUED') await this.read(jobId);
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
    const run =
      this.state()
        .cells.map(runOf)
        .find((one) => one?.key === key) ?? null;
    for (const resolve of this.waiting.get(key) ?? []) resolve(run);
    this.waiting.delete(key);
  }

  private cell(id: string): Cell | undefined {
    return this.state().cells.find((cell) => cell.id === id);
  }

  private runOfJob(jobId: string): Run | undefined {
    return (
      this.state()
        .cells.map(runOf)
        .find((run) => run?.jobId === jobId) ?? undefined
    );
  }
}
