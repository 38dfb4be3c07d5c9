import { ChevronDown } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useCellhive } from '../../hooks/useCellhive';
import { useWords } from '../../hooks/useWords';

const NotebookList = lazy(() => import('./NotebookList'));

/** The chevron beside the title: all notebooks of this browser, loaded with the first press. */
export function Notebooks() {
  const t = useWords();
  const { shelf } = useCellhive();
  const [asked, setAsked] = useState(false);
  if (!shelf) return null;
  const bare = { type: 'button', className: 'icon-button chevron', 'aria-label': t('book.all') } as const;
  const face = <ChevronDown aria-hidden size={16} />;
  const waiting = (
    <button {...bare} title={t('book.all')} aria-haspopup="dialog" aria-expanded={false} onClick={() => setAsked(true)}>
      {face}
    </button>
  );
  if (!asked) return waiting;
  return (
    <Suspense fallback={waiting}>
      <NotebookList
        button={
          <button {...bare} title={t('book.all')}>
            {face}
          </button>
        }
      />
    </Suspense>
  );
}
