import type { AskedLimits, Question, Restored, Variable } from './sessions';

/** The shapes of docs/api.md, as the server sends them. Sizes in bytes, times in milliseconds or ISO-8601. */

export type JobStatus = 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'CANCELLED';

export type FailureReason =
  | 'USER_ERROR'
  | 'MEMORY_LIMIT'
  | 'PROCESS_LIMIT'
  | 'OUTPUT_LIMIT'
  | 'WORKSPACE_LIMIT'
  | 'INTERPRETER_DIED'
  | 'EXPIRED'
  | 'PLATFORM_ERROR';

export interface Limits {
  memoryBytes: number;
  cpu: number;
  wallClockMs: number;
  processes: number;
  outputBytes: number;
  workspaceBytes: number;
}

export interface Usage {
  wallMs: number;
  cpuMs: number;
  peakMemoryBytes: number;
  outputBytes: number;
  queuedMs: number;
  container: 'WARM' | 'COLD' | 'LEASED' | 'SESSION' | null;
}

export interface Artifact {
  name: string;
  size: number;
  mediaType: string;
  sha256: string;
}

export interface Job {
  id: string;
  status: JobStatus;
  reason: FailureReason | null;
  message: string | null;
  runtime: string;
  cell: number;
  attempt: number;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  cancelRequestedAt: string | null;
  limits: Limits;
  usage: Usage | null;
  artifacts: Artifact[];
  queue: { position: number; expectedWaitMs: number | null } | null;
  lastSeq: number;
  sessionId?: string | null;
  /** As in Jupyter's In[n]; null outside of a session. */
  executionCount?: number | null;
}

/** Data by MIME type: text, or base64 for images, or JSON. */
export type MimeBundle = Record<string, unknown>;

/** The nbformat kinds. */
export type Output =
  | { output_type: 'stream'; name: 'stdout' | 'stderr'; text: string }
  | { output_type: 'display_data'; data: MimeBundle; metadata: unknown; transient?: { display_id?: string } | null }
  | { output_type: 'execute_result'; execution_count: number; data: MimeBundle; metadata: unknown }
  | {
      output_type: 'update_display_data';
      data: MimeBundle;
      metadata: unknown;
      transient?: { display_id?: string } | null;
    }
  | { output_type: 'error'; ename: string; evalue: string; traceback: string[]; line: number | null }
  | { output_type: 'clear_output'; wait: boolean };

/** One entry of a job's event log; `seq` starts at 1 and has no gaps. */
export type JobEvent = { seq: number; at: string; attempt: number } & (
  | { type: 'status'; status: JobStatus; reason: FailureReason | null; message: string | null }
  | { type: 'output'; output: Output }
  | { type: 'artifact'; artifact: Artifact }
  | ({ type: 'input_request' } & Question)
  | { type: 'input_reply'; number: number; value: string | null }
  | ({ type: 'session_restored' } & Restored)
  | { type: 'variables'; defined: Variable[] }
);

export interface EventPage {
  events: JobEvent[];
  lastSeq: number;
  done: boolean;
}

export interface RuntimeInfo {
  name: string;
  title: string;
  python: string;
  packages: string[];
  available: boolean;
  reason: string | null;
}

export interface ServerLimits {
  upload: { totalBytes: number; singleFileBytes: number; codeBytes: number };
  presets: { memory: string[]; cpu: number[] };
  defaults: Limits;
  max: Limits;
}

export interface JobRequest {
  code: string;
  cell: number;
  /** A session has runtime, files and limits of its own; without one they are given here. */
  sessionId?: string;
  runtime?: string;
  files?: { name: string; sha256: string }[];
  limits?: AskedLimits;
}

export function isTerminal(status: JobStatus): boolean {
  return status !== 'QUEUED' && status !== 'RUNNING';
}
