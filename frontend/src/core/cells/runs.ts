import type { Api } from '../api/client';
import type { Job } from '../api/types';
import { newId } from '../ids';
import type { Stream } from '../stream/stream';
import { Brake } from './brake';
import type { Action } from './notebook';
import { isActive, isCode, runOf, runOfJob, type Cell, type CodeCell, type Notebook, type Run } from './state';
import { Submits, type Interpreter } from './submits';

const POSITION_MS = 2_000;
const LEAVE_MS = 2_000;

/** Runs cells: submits, follows, cancels. Tells everything to the reducer; keeps nothing that a reload would lose. */
export class Runs {
  private readonly waiting = new Map<string, ((run: Run | null) => void)[]>();
  private readonly submits: Submits;
  private readonly brake: Brake;
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
  ) {
    this.submits = new Submits((request, key) => stream().submit(request, key), state, session, {
      accepted: (cell, key, job) => this.accepted(cell, key, job),
      refused: (key, why) => this.refuse(key, why),
    });
    this.brake = new Brake(api, state, dispatch, session);
  }

  /** Takes up what ran when the page was closed. */
  resume(): void {
    for (const cell of this.state().cells) this.takeUp(cell);
  }

  /** Before another notebook comes to the page: what is on its way arrives, what runs is left to the server. */
  async leave(): Promise<void> {
    this.sweep += 1;
    const longest = new Promise((resolve) => setTimeout(resolve, LEAVE_MS));
    await Promise.race([this.submits.arrived(), longest]);
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
    this.submits.send(cell, key);
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
    if (run.jobId) await this.brake.halt(cellId, run);
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
    else this.submits.send(cell, cell.run.key);
  }

  private ending(key: string): Promise<Run | null> {
    return new Promise((resolve) => this.waiting.set(key, [...(this.waiting.get(key) ?? []), resolve]));
  }

  private async accepted(cell: CodeCell, key: string, job: Job): Promise<void> {
    this.dispatch({ type: 'runAccepted', key, job });
    const run = this.runOfJob(job.id);
    if (run) this.follow(job.id, 0);
    // why also without a run: its cell was deleted meanwhile.
    if (!run || run.stopping) await this.brake.cancel(cell.id, job.id);
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

  private runOfJob(jobId: string): Run | null {
    return runOfJob(this.state(), jobId);
  }
}
