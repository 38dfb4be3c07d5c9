import { CornerDownLeft } from 'lucide-react';
import { useEffect, useId, useRef, useState, type FormEvent } from 'react';
import type { Question } from '../../../core/api/sessions';
import { useWords } from '../../../hooks/useWords';

interface Props {
  question: Question;
  /** Sends the answer; a sentence when it did not get through. */
  onAnswer: (value: string) => Promise<string | null>;
}

/** The question of a running program, answered in place. Enter sends. */
export function Ask({ question, onAnswer }: Props) {
  const t = useWords();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [value, setValue] = useState('');
  const [sending, setSending] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  useEffect(() => {
    const here = field.current?.closest('.cell');
    // why not always: a reader who is elsewhere stays there.
    if (document.activeElement === document.body || here?.contains(document.activeElement)) field.current?.focus();
  }, []);
  const send = (event: FormEvent) => {
    event.preventDefault();
    setSending(true);
    void onAnswer(value).then((why) => {
      setSending(false);
      setTrouble(why);
    });
  };
  return (
    <form className="ask" onSubmit={send}>
      <label htmlFor={id}>{question.prompt.trim() || t('session.ask.label')}</label>
      <input
        ref={field}
        id={id}
        type={question.password ? 'password' : 'text'}
        autoComplete="off"
        value={value}
        maxLength={10_000}
        readOnly={sending}
        onChange={(event) => setValue(event.target.value)}
      />
      <button type="submit" className="button primary" disabled={sending}>
        {t('session.ask.send')} <CornerDownLeft aria-hidden size={14} />
      </button>
      {trouble !== null && <small role="alert">{t('session.ask.failed', { why: trouble })}</small>}
    </form>
  );
}
