import type { JobStatus, Limits } from './types';

/** A variable of a session, as the runner describes it. */
export interface Variable {
  name: string;
  type: string;
  shape: string | null;
  length: number | null;
  /** At most 200 characters. */
  repr: string;
  sizeBytes: number | null;
  /** What the last cell did to it. */
  change: 'added' | 'changed' | null;
}

/** What a session became when it lost its interpreter, or went back. */
export interface Restored {
  cause: 'worker_lost' | 'moved' | 'parked' | 'container_lost' | 'memory' | 'rewind' | 'limits';
  replayed: number;
  failed: { executionCount: number; message: string }[];
  leftOut: { executionCount: number; message: string }[];
}

/** A question of a running program. */
export interface Question {
  number: number;
  prompt: string;
  password: boolean;
}

export interface SessionInfo {
  id: string;
  runtime: string;
  status: 'parked' | 'idle' | 'busy';
  limits: Limits;
  /** From the next restart on; null when nothing changes. */
  nextLimits: Limits | null;
  executionCount: number;
  epoch: number;
  createdAt: string;
  usedAt: string;
  files: { name: string; size: number; sha256: string }[];
  cells: { executionCount: number; jobId: string; end: JobStatus }[];
}

export interface AskedLimits {
  memory: string;
  cpu: number;
}

export interface NewSession {
  runtime: string;
  limits: AskedLimits;
  files: { name: string; sha256: string }[];
}

export interface Completions {
  matches: { text: string; type: string | null }[];
  /** In code points. */
  cursorStart: number;
  cursorEnd: number;
}

type Call = <T>(path: string, init?: RequestInit) => Promise<T>;

/** The part of the HTTP API that is about sessions. Every method throws a Problem. */
export class SessionApi {
  constructor(private readonly call: Call) {}

  create(session: NewSession): Promise<SessionInfo> {
    return this.call('/api/v1/sessions', posted(session));
  }

  /** The one unused for longest first. */
  async list(): Promise<SessionInfo[]> {
    return (await this.call<{ sessions: SessionInfo[] }>('/api/v1/sessions')).sessions;
  }

  find(id: string): Promise<SessionInfo> {
    return this.call(`/api/v1/sessions/${id}`);
  }

  end(id: string): Promise<void> {
    return this.call(`/api/v1/sessions/${id}`, { method: 'DELETE' });
  }

  /** From the next restart on. */
  changeLimits(id: string, limits: AskedLimits): Promise<SessionInfo> {
    return this.call(`/api/v1/sessions/${id}`, { ...posted({ limits }), method: 'PATCH' });
  }

  restart(id: string): Promise<SessionInfo> {
    return this.call(`/api/v1/sessions/${id}/restart`, posted({}));
  }

  /** KeyboardInterrupt for what runs; variables stay. */
  interrupt(id: string): Promise<void> {
    return this.call(`/api/v1/sessions/${id}/interrupt`, { method: 'POST' });
  }

  /** The state before the cell with this number. */
  rewind(id: string, before: number): Promise<SessionInfo> {
    return this.call(`/api/v1/sessions/${id}/rewind`, posted({ before }));
  }

  /** @param cursor in code points */
  complete(id: string, code: string, cursor: number, signal?: AbortSignal): Promise<Completions> {
    return this.call(`/api/v1/sessions/${id}/complete`, { ...posted({ code, cursor }), signal: signal ?? null });
  }

  inspect(id: string, code: string, cursor: number): Promise<{ found: boolean; text: string }> {
    return this.call(`/api/v1/sessions/${id}/inspect`, posted({ code, cursor, detail: 0 }));
  }

  variables(id: string): Promise<{ executionCount: number; variables: Variable[] }> {
    return this.call(`/api/v1/sessions/${id}/variables`);
  }

  putFile(id: string, name: string, bytes: Blob): Promise<unknown> {
    return this.call(`/api/v1/sessions/${id}/files?name=${encodeURIComponent(name)}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/octet-stream' },
      body: bytes,
    });
  }

  removeFile(id: string, name: string): Promise<void> {
    return this.call(`/api/v1/sessions/${id}/files/${encodeURIComponent(name)}`, { method: 'DELETE' });
  }

  answer(jobId: string, number: number, value: string): Promise<unknown> {
    return this.call(`/api/v1/jobs/${jobId}/input`, posted({ number, value }));
  }
}

function posted(body: object): RequestInit {
  return { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}
