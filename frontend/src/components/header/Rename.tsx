import { Pencil } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { useWords } from '../../hooks/useWords';

/** A pencil that becomes a field; Enter or leaving it keeps the name, Escape the old one. */
export function Rename({ title, onRename }: { title: string; onRename: (title: string) => void }) {
  const t = useWords();
  const [next, setNext] = useState<string | null>(null);
  const label = t('book.rename', { title });
  if (next === null) {
    return (
      <button type="button" className="icon-button" aria-label={label} title={label} onClick={() => setNext(title)}>
        <Pencil aria-hidden size={14} />
      </button>
    );
  }
  const keep = (event?: FormEvent) => {
    event?.preventDefault();
    if (next.trim() !== '') onRename(next.trim());
    setNext(null);
  };
  return (
    <form className="rename" onSubmit={keep}>
      <input
        className="field"
        aria-label={label}
        autoFocus
        maxLength={120}
        value={next}
        onChange={(event) => setNext(event.target.value)}
        onBlur={() => keep()}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          setNext(null);
        }}
      />
    </form>
  );
}
