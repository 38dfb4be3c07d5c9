import { Problem, sentenceOf } from '../api/problem';
import type { Job, JobRequest } from '../api/types';
import { gone } from '../session/state';
import { requestFor } from './requests';
import type { CodeCell, Notebook } from './state';

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

interface Ends {
  accepted(cell: CodeCell, key: string, job: Job): Promise<void>;
  /** Why the server does not take it, as a sentence. */
  refused(key: string, why: string): void;
}

const AGAIN_MS = [500, 1000, 2000, 4000];

/** Brings runs to the server, one after another: a session runs its cells in the order in which they came. */
export class Submits {
  private last: Promise<void> = Promise.resolve();
  private readonly under = new Set<Promise<void>>();

  constructor(
    private readonly bring: (request: JobRequest, key: string) => Promise<Job>,
    private readonly state: () => Notebook,
    private readonly session: Interpreter,
    private readonly ends: Ends,
  ) {}

  send(cell: CodeCell, key: string): void {
    this.last = this.last.then(() => this.submit(cell, key));
    const submitted = this.last.finally(() => this.under.delete(submitted));
    this.under.add(submitted);
  }

  /** Ends when nothing is on its way any more. */
  async arrived(): Promise<void> {
    await Promise.all(this.under);
  }

  private async submit(cell: CodeCell, key: string): Promise<void> {
    for (const pause of [...AGAIN_MS, null]) {
      try {
        return await this.ends.accepted(cell, key, await this.taken(cell, key));
      } catch (failed) {
        const passing = failed instanceof Problem && failed.passing;
        if (!passing || pause === null) return this.ends.refused(key, sentenceOf(failed));
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }

  /** A session that the server no longer knows is replaced by a new one, once. */
  private async taken(cell: CodeCell, key: string): Promise<Job> {
    const ask = async () => {
      const sessionId = this.state().alone ? null : await this.session.ready();
      return this.bring(requestFor(this.state(), cell, key, sessionId), key);
    };
    try {
      return await ask();
    } catch (failed) {
      if (this.state().alone || !gone(failed)) throw failed;
      this.session.forget();
      return ask();
    }
  }
}
