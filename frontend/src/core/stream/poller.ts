import type { Api } from '../api/client';
import { Problem } from '../api/problem';
import type { JobEvent } from '../api/types';

interface Door {
  events(jobId: string, events: JobEvent[]): void;
  end(jobId: string, problem: string | null): void;
  /** Whether the server answered; told at each change. */
  reached(yes: boolean): void;
}

const WAIT_MS = 25_000;
const AGAIN_MS = 2_000;

/** Long polling, one request per followed job at a time. Goes on through failures that pass. */
export class Poller {
  private readonly running = new Map<string, AbortController>();
  private lastReached: boolean | null = null;

  constructor(
    private readonly api: Api,
    private readonly door: Door,
  ) {}

  follow(jobId: string, after: number): void {
    if (this.running.has(jobId)) return;
    const stop = new AbortController();
    this.running.set(jobId, stop);
    void this.poll(jobId, after, stop.signal);
  }

  unfollow(jobId: string): void {
    this.running.get(jobId)?.abort();
    this.running.delete(jobId);
  }

  close(): void {
    for (const stop of this.running.values()) stop.abort();
    this.running.clear();
    this.lastReached = null;
  }

  /** Finds out whether the server answers at all. */
  probe(): void {
    this.api.limits().then(
      () => this.tell(true),
      (failed: unknown) => this.tell(failed instanceof Problem && failed.status !== 0),
    );
  }

  private async poll(jobId: string, from: number, stop: AbortSignal): Promise<void> {
    let after = from;
    while (!stop.aborted) {
      try {
        const page = await this.api.events(jobId, after, WAIT_MS, stop);
        if (stop.aborted) return;
        this.tell(true);
        this.door.events(jobId, page.events);
        after = page.events.at(-1)?.seq ?? after;
        if (page.done) return this.door.end(jobId, null);
      } catch (failed) {
        if (stop.aborted) return;
        if (failed instanceof Problem && !failed.passing) return this.door.end(jobId, failed.message);
        this.tell(failed instanceof Problem && failed.status !== 0);
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    }
  }

  private tell(reached: boolean): void {
    if (this.lastReached !== reached) this.door.reached(reached);
    this.lastReached = reached;
  }
}
