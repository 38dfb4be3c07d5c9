import { isUnanswered, type Ended } from '../verdict/stop';
import { t } from '.';

/** Two or three words for how a run ended. */
export function verdict(run: Ended): string {
  switch (run.status) {
    case 'SUCCEEDED':
    case 'CANCELLED':
      return t(`verdict.${run.status}`);
    case 'TIMED_OUT':
      return t(isUnanswered(run) ? 'verdict.UNANSWERED' : 'verdict.TIMED_OUT');
    case 'FAILED':
      return t(`verdict.${run.reason ?? 'PLATFORM_ERROR'}`);
    case 'SENDING':
    case 'REFUSED':
    case 'QUEUED':
    case 'RUNNING':
      return '';
  }
}
