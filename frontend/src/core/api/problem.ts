import { t } from '../words';
import { fromServer } from '../words/server';

/** Why a call failed, as a sentence for the student. `status` is 0 when the server was not reached. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
    this.name = 'Problem';
  }

  /** Whether the same call may succeed a moment later. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** What a server says of a failure, after RFC 9457. */
export interface ProblemDetails {
  status: number;
  title?: string;
  detail?: string;
  errors?: { field: string; message: string }[];
}

/** The problem in words for the student. */
export function problemIn(said: ProblemDetails): Problem {
  const fields = (said.errors ?? []).map(({ field, message }) => `${field} ${message}`);
  const first = said.detail ?? said.title ?? t('problem.status', { status: said.status });
  // why a set: the detail of one bad field is that field's complaint itself.
  return new Problem(said.status, [...new Set([first, ...fields])].map(fromServer).join(' '));
}

/** Reads the problem of an answer; one that is none becomes a sentence with the status. */
export async function problemOf(answer: Response): Promise<Problem> {
  try {
    return problemIn({ ...((await answer.json()) as Partial<ProblemDetails>), status: answer.status });
  } catch {
    // why: a proxy answered with a page of its own; the status says all there is.
    return problemIn({ status: answer.status });
  }
}

export function unreachable(): Problem {
  return new Problem(0, t('problem.unreachable'));
}

/** What to say about anything that was thrown. */
export function sentenceOf(failed: unknown): string {
  return failed instanceof Problem ? failed.message : t('problem.unknown');
}
