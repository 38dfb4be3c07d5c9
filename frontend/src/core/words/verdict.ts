import type { FailureReason, JobStatus } from '../api/types';
import { t } from '.';

/** Two or three words for how a run ended. */
export function verdict(status: JobStatus, reason: FailureReason | null): string {
  switch (status) {
    case 'SUCCEEDED':
    case 'TIMED_OUT':
    case 'CANCELLED':
      return t(`verdict.${status}`);
    case 'FAILED':
      return t(`verdict.${reason ?? 'PLATFORM_ERROR'}`);
    case 'QUEUED':
    case 'RUNNING':
      return '';
  }
}
