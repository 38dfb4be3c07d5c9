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

/** Reads an RFC 9457 problem; anything else becomes a sentence with the status. */
export async function problemOf(answer: Response): Promise<Problem> {
  let sentence = t('problem.status', { status: answer.status });
  try {
    const body = (await answer.json()) as {
      title?: string;
      detail?: string;
      errors?: { field: string; message: string }[];
    };
    const fields = (body.errors ?? []).map(({ field, message }) => `${field} ${message}`);
    const said = body.detail ?? body.title ?? sentence;
    // why a set: the detail of one bad field is that field's complaint itself.
    sentence = [...new Set([said, ...fields])].map(fromServer).join(' ');
  } catch {
    // why nothing: a proxy answered with a page of its own; the status says all there is.
  }
  return new Problem(answer.status, sentence);
}

export function unreachable(): Problem {
  return new Problem(0, t('problem.unreachable'));
}

/** What to say about anything that was thrown. */
export function sentenceOf(failed: unknown): string {
  return failed instanceof Problem ? failed.message : t('problem.unknown');
}
