import { Problem } from '../api/problem';
import type { SessionInfo, Variable } from '../api/sessions';
import { SIZES, type Size } from '../runtime/sizes';

/** What the page knows of the notebook's session. */
export interface SessionState {
  info: SessionInfo | null;
  /** null when they cannot be asked for now. */
  variables: Variable[] | null;
  /** Why the newest wish was not met; a sentence. */
  trouble: string | null;
  /** The server knew the notebook's session no more, and a new one took its place. */
  lost: boolean;
}

export const noSession: SessionState = { info: null, variables: null, trouble: null, lost: false };

/** What a session needs to know of its notebook. */
export interface Wanted {
  /** null before the first run. */
  sessionId: string | null;
  runtime: string;
  size: Size;
  files: { name: string; sha256: string }[];
}

/** The page around a session. */
export interface SessionPage {
  wanted(): Wanted;
  /** The notebook remembers its session across a reload. */
  remember(sessionId: string | null): void;
  tell(change: Partial<SessionState>): void;
  state(): SessionState;
  /** The bytes of an uploaded file. */
  bytes(sha256: string): Promise<Blob>;
}

export function gone(failed: unknown): boolean {
  return failed instanceof Problem && failed.status === 404;
}

/** Whether the chosen runtime or size is another than the session runs with. */
export function restartAsked(info: SessionInfo | null, runtime: string, size: Size): boolean {
  if (info === null) return false;
  const { bytes, cpu } = SIZES[size];
  return info.runtime !== runtime || info.limits.memoryBytes !== bytes || info.limits.cpu !== cpu;
}
