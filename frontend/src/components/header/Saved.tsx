import { CloudAlert, CloudCheck, CloudUpload } from 'lucide-react';
import { usePage } from '../../hooks/useCellhive';
import { useWords } from '../../hooks/useWords';

/** Whether this browser keeps what is on the page. */
export function Saved() {
  const t = useWords();
  const save = usePage((page) => page.save);
  switch (save) {
    case 'saved':
      return (
        <span className="saved" role="status">
          <CloudCheck aria-hidden size={15} /> {t('page.saved')}
        </span>
      );
    case 'saving':
      return (
        <span className="saved">
          <CloudUpload aria-hidden size={15} /> {t('book.saving')}
        </span>
      );
    case 'failed':
      return (
        <span className="saved trouble" role="alert">
          <CloudAlert aria-hidden size={15} /> {t('book.notKept')}
        </span>
      );
  }
}
