import { Api } from '../api/client';
import { Problem } from '../api/problem';
import type { EventPage, Job, JobRequest, RuntimeInfo, ServerLimits } from '../api/types';
import { newId } from '../ids';
import { t } from '../words';
import { DemoSessions } from './demoSessions';
import { DemoJob } from './demoJob';
import { Python } from './python';

const LIMITS = {
  memoryBytes: 2 ** 31,
  cpu: 1,
  wallClockMs: 600_000,
  processes: 1,
  outputBytes: 2 ** 24,
  workspaceBytes: 2 ** 27,
};

/** The same API without a server: Python runs in a Web Worker of this browser, one cell after another. */
export class DemoApi extends Api {
  private readonly jobs = new Map<string, DemoJob>();
  private readonly files = new Map<string, Blob>();
  private readonly python = new Python();
  override readonly sessions = new DemoSessions(this.python, LIMITS);
  private last: Promise<void> = Promise.resolve();

  override submit(request: JobRequest, key: string): Promise<Job> {
    const known = [...this.jobs.values()].find((job) => job.key === key);
    const job = known ?? new DemoJob(newId(), key, request, LIMITS);
    if (!known) {
      this.jobs.set(job.id, job);
      this.last = this.last.then(() => this.python.run(job, (sha256) => this.file(sha256)));
    }
    return Promise.resolve(job.told());
  }

  override job(id: string): Promise<Job> {
    return this.found(id).then((job) => job.told());
  }

  override async cancel(id: string): Promise<Job> {
    const job = await this.found(id);
    if (job.running) this.python.stop();
    job.end('CANCELLED', null, t('stop.CANCELLED.sentence').replace(/<\/?b>/g, ''));
    return job.told();
  }

  override async events(id: string, after: number, waitMs: number, signal?: AbortSignal): Promise<EventPage> {
    return (await this.found(id)).after(after, waitMs, signal);
  }

  override runtimes(): Promise<RuntimeInfo[]> {
    const python = { name: 'base', title: t('demo.runtime'), python: '3.13', packages: [] };
    return Promise.resolve([{ ...python, available: true, reason: null }]);
  }

  override limits(): Promise<ServerLimits> {
    const upload = { totalBytes: 50 * 2 ** 20, singleFileBytes: 5 * 2 ** 20, codeBytes: 2 ** 20 };
    return Promise.resolve({ upload, presets: { memory: [], cpu: [] }, defaults: LIMITS, max: LIMITS });
  }

  override upload(_name: string, bytes: Blob): Promise<{ sha256: string; size: number }> {
    const key = newId();
    this.files.set(key, bytes);
    return Promise.resolve({ sha256: key, size: bytes.size });
  }

  override artifactUrl(job: string, name: string): string {
    return this.jobs.get(job)?.urls.get(name) ?? '';
  }

  /** why never: there is no socket to open; the events are polled for. */
  override introduced(): Promise<void> {
    return new Promise(() => undefined);
  }

  private found(id: string): Promise<DemoJob> {
    const job = this.jobs.get(id);
    return job ? Promise.resolve(job) : Promise.reject(new Problem(404, t('demo.gone')));
  }

  override file(key: string): Promise<Blob> {
    const file = this.files.get(key);
    return file ? Promise.resolve(file) : Promise.reject(new Problem(404, t('demo.fileGone')));
  }
}
