import type { Artifact, EventPage, FailureReason, Job, JobEvent, JobRequest, JobStatus, Limits } from '../api/types';
import { isTerminal } from '../api/types';

type News = JobEvent extends infer E ? (E extends JobEvent ? Omit<E, 'seq' | 'at' | 'attempt'> : never) : never;

/** A job of the demo, with its event log in memory. */
export class DemoJob {
  readonly urls = new Map<string, string>();
  private readonly events: JobEvent[] = [];
  private readonly artifacts: Artifact[] = [];
  private wake: (() => void)[] = [];
  private status: JobStatus = 'QUEUED';
  private reason: FailureReason | null = null;
  private message: string | null = null;
  private startedAt: number | null = null;
  private finishedAt: number | null = null;

  constructor(
    readonly id: string,
    readonly key: string,
    readonly request: JobRequest,
    private readonly limits: Limits,
  ) {
    this.add({ type: 'status', status: 'QUEUED', reason: null, message: null });
  }

  get running(): boolean {
    return this.status === 'RUNNING';
  }

  get ended(): boolean {
    return isTerminal(this.status);
  }

  started(): void {
    if (this.ended) return;
    this.startedAt = Date.now();
    this.status = 'RUNNING';
    this.add({ type: 'status', status: 'RUNNING', reason: null, message: null });
  }

  /** Once; what comes after the end is dropped. */
  end(status: JobStatus, reason: FailureReason | null, message: string | null): void {
    if (this.ended) return;
    Object.assign(this, { status, reason, message, finishedAt: Date.now() });
    this.add({ type: 'status', status, reason, message });
  }

  add(news: News): void {
    this.events.push({ ...news, seq: this.events.length + 1, at: new Date().toISOString(), attempt: 1 } as JobEvent);
    for (const resolve of this.wake.splice(0)) resolve();
  }

  made(name: string, bytes: Uint8Array<ArrayBuffer>): void {
    this.urls.set(name, URL.createObjectURL(new Blob([bytes])));
    const artifact = { name, size: bytes.length, mediaType: 'application/octet-stream', sha256: name };
    this.artifacts.push(artifact);
    this.add({ type: 'artifact', artifact });
  }

  async after(seq: number, waitMs: number, signal?: AbortSignal): Promise<EventPage> {
    if (this.events.length <= seq && !this.ended) {
      await new Promise<void>((resolve) => {
        this.wake.push(resolve);
        setTimeout(resolve, waitMs);
        signal?.addEventListener('abort', () => resolve());
      });
    }
    return { events: this.events.slice(seq), lastSeq: this.events.length, done: this.ended };
  }

  told(): Job {
    const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());
    const wallMs = (this.finishedAt ?? Date.now()) - (this.startedAt ?? Date.now());
    return {
      id: this.id,
      status: this.status,
      reason: this.reason,
      message: this.message,
      runtime: this.request.runtime ?? 'base',
      cell: this.request.cell,
      attempt: 1,
      createdAt: this.events[0]?.at ?? '',
      startedAt: iso(this.startedAt),
      finishedAt: iso(this.finishedAt),
      cancelRequestedAt: null,
      limits: this.limits,
      usage: this.ended
        ? { wallMs, cpuMs: wallMs, peakMemoryBytes: 0, outputBytes: 0, queuedMs: 0, container: null }
        : null,
      artifacts: this.artifacts,
      queue: this.status === 'QUEUED' ? { position: 1, expectedWaitMs: null } : null,
      lastSeq: this.events.length,
    };
  }
}
