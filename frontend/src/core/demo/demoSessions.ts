import { Problem } from '../api/problem';
import { SessionApi, type NewSession, type SessionInfo } from '../api/sessions';
import type { Limits } from '../api/types';
import { t } from '../words';

interface Interpreter {
  /** The running program and all variables go. */
  stop(): void;
  busy(): boolean;
}

/** The one session of a demo page: Python in its Web Worker, as long as the page is open. */
export class DemoSessions extends SessionApi {
  private info: SessionInfo | null = null;

  constructor(
    private readonly python: Interpreter,
    private readonly limits: Limits,
  ) {
    super(() => Promise.reject(new Problem(409, t('demo.only'))));
  }

  override create({ runtime }: NewSession): Promise<SessionInfo> {
    const now = new Date().toISOString();
    this.info = {
      id: `demo-${now}`,
      runtime,
      status: 'idle',
      limits: this.limits,
      nextLimits: null,
      executionCount: 0,
      epoch: 0,
      createdAt: now,
      usedAt: now,
      files: [],
      cells: [],
    };
    return Promise.resolve(this.info);
  }

  override find(id: string): Promise<SessionInfo> {
    return this.info?.id === id
      ? Promise.resolve({ ...this.info, status: this.python.busy() ? 'busy' : 'idle' })
      : Promise.reject(new Problem(404, t('demo.gone')));
  }

  override restart(id: string): Promise<SessionInfo> {
    this.python.stop();
    return this.find(id);
  }

  override end(): Promise<void> {
    this.python.stop();
    this.info = null;
    return Promise.resolve();
  }

  override putFile(): Promise<void> {
    return Promise.resolve();
  }

  override removeFile(): Promise<void> {
    return Promise.resolve();
  }
}
