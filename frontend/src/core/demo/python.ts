import { t } from '../words';
import type { DemoJob } from './demoJob';
import type { FromPython, RunCell } from './messages';

/** Python in a Web Worker, loaded with the first run. Stopping it ends it: its variables go with it. */
export class Python {
  private worker: Worker | null = null;
  private release: (() => void) | null = null;

  /** Ends when the job has. */
  async run(job: DemoJob, bytes: (sha256: string) => Promise<Blob>): Promise<void> {
    if (job.ended) return;
    try {
      const files = (job.request.files ?? []).map(async ({ name, sha256 }) => ({
        name,
        bytes: new Uint8Array(await (await bytes(sha256)).arrayBuffer()),
      }));
      const { code, cell } = job.request;
      await this.tell(job, { code, cell, alone: job.request.sessionId === undefined, files: await Promise.all(files) });
    } catch (failed) {
      job.end('FAILED', 'PLATFORM_ERROR', failed instanceof Error ? failed.message : String(failed));
    }
  }

  busy(): boolean {
    return this.release !== null;
  }

  stop(): void {
    this.worker?.terminate();
    this.worker = null;
    this.release?.();
    this.release = null;
  }

  private tell(job: DemoJob, cell: RunCell): Promise<void> {
    this.worker ??= new Worker(new URL('./python.worker.ts', import.meta.url), { type: 'module' });
    const { worker } = this;
    return new Promise((resolve) => {
      this.release = resolve;
      worker.onmessage = ({ data }: MessageEvent<FromPython>) => {
        hear(job, data);
        if (data.type === 'ended' || data.type === 'broken') resolve();
      };
      worker.onerror = (fault) => {
        job.end('FAILED', 'PLATFORM_ERROR', t('demo.notLoaded', { why: fault.message }));
        this.stop();
      };
      worker.postMessage(cell);
    });
  }
}

function hear(job: DemoJob, said: FromPython): void {
  switch (said.type) {
    case 'started':
      return job.started();
    case 'output':
      return job.ended ? undefined : job.add({ type: 'output', output: said.output });
    case 'made':
      return job.ended ? undefined : job.made(said.name, said.bytes);
    case 'ended':
      return said.error
        ? job.end('FAILED', 'USER_ERROR', `${said.error.ename}: ${said.error.evalue}`)
        : job.end('SUCCEEDED', null, null);
    case 'broken':
      return job.end('FAILED', 'PLATFORM_ERROR', t('demo.notLoaded', { why: said.why }));
  }
}
