import { sentenceOf } from '../core/api/problem';
import type { Question } from '../core/api/sessions';
import type { Run } from '../core/cells/state';
import { useCellhive } from '../hooks/useCellhive';
import { Ask } from './ui/outputs/Ask';

/** The program's question, with the way back to it. */
export function AskBox({ run, question }: { run: Run; question: Question }) {
  const { api } = useCellhive();
  const answer = (value: string) =>
    api.sessions.answer(run.jobId ?? '', question.number, value).then(
      () => null,
      (failed: unknown) => sentenceOf(failed),
    );
  return <Ask key={`${run.attempt}-${question.number}`} question={question} onAnswer={answer} />;
}
