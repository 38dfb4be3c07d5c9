import { post } from './post';
import { problemOf, unreachable } from './problem';
import { SessionApi } from './sessions';
import type { EventPage, Job, JobRequest, RuntimeInfo, ServerLimits } from './types';

/** The HTTP API. Every method throws a Problem; the cookie that says who we are travels by itself. */
export class Api {
  /** why: two first requests side by side would get two cookies, and the second would make the first a stranger. */
  private introduction: Promise<void> | null = null;

  readonly sessions: SessionApi = new SessionApi((path, init) => this.json(path, init));

  /** @param base the address of the server without a slash at its end; '' for the page's own */
  constructor(private readonly base: string = '') {}

  submit(request: JobRequest, idempotencyKey: string): Promise<Job> {
    return this.json('/api/v1/jobs', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': idempotencyKey },
      body: JSON.stringify(request),
    });
  }

  job(id: string): Promise<Job> {
    return this.json(`/api/v1/jobs/${id}`);
  }

  cancel(id: string): Promise<Job> {
    return this.json(`/api/v1/jobs/${id}/cancel`, { method: 'POST' });
  }

  /** Waits on the server up to `waitMs` for an event after `after`. */
  events(id: string, after: number, waitMs: number, signal?: AbortSignal): Promise<EventPage> {
    return this.json(`/api/v1/jobs/${id}/events?after=${after}&waitMs=${waitMs}`, { signal: signal ?? null });
  }

  async runtimes(): Promise<RuntimeInfo[]> {
    return (await this.json<{ runtimes: RuntimeInfo[] }>('/api/v1/runtimes')).runtimes;
  }

  limits(): Promise<ServerLimits> {
    return this.json('/api/v1/limits');
  }

  /** @param progress is told how many bytes are on the server's side of the line */
  async upload(
    name: string,
    bytes: Blob,
    progress?: (sent: number) => void,
  ): Promise<{ sha256: string; size: number }> {
    const path = `/api/v1/files?name=${encodeURIComponent(name)}`;
    const headers = { 'Content-Type': 'application/octet-stream' };
    if (!progress) return this.json(path, { method: 'POST', headers, body: bytes });
    await this.introduced();
    return bodyOf(await post(this.base + path, headers, bytes, progress));
  }

  async file(sha256: string): Promise<Blob> {
    await this.introduced();
    const answer = await fetch(this.fileUrl(sha256), { credentials: 'include' }).catch(() => {
      throw unreachable();
    });
    if (!answer.ok) throw await problemOf(answer);
    return answer.blob();
  }

  fileUrl(sha256: string): string {
    return `${this.base}/api/v1/files/${sha256}`;
  }

  artifactUrl(job: string, name: string): string {
    return `${this.base}/api/v1/jobs/${job}/artifacts/${name.split('/').map(encodeURIComponent).join('/')}`;
  }

  streamUrl(): string {
    const url = new URL(`${this.base}/api/v1/stream`, globalThis.location?.href);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    return url.href;
  }

  /** Resolves when the server has told this browser who it is; rejects with a Problem. Cheap after the first time. */
  introduced(): Promise<void> {
    this.introduction ??= this.json<unknown>('/api/v1/limits', {}, true).then(
      () => undefined,
      (problem: unknown) => {
        this.introduction = null;
        throw problem;
      },
    );
    return this.introduction;
  }

  private async json<T>(path: string, init: RequestInit = {}, first = false): Promise<T> {
    if (!first) await this.introduced();
    let answer: Response;
    try {
      answer = await fetch(this.base + path, { credentials: 'include', ...init });
    } catch (failed) {
      if (init.signal?.aborted) throw failed;
      throw unreachable();
    }
    return bodyOf(answer);
  }
}

async function bodyOf<T>(answer: Response): Promise<T> {
  if (!answer.ok) throw await problemOf(answer);
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}
