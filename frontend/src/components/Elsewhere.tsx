import { Layers } from 'lucide-react';
import { useCellhive } from '../hooks/useCellhive';
import { useWords } from '../hooks/useWords';

/** Says that another tab saves this notebook, and offers to go on here. */
export function Elsewhere() {
  const t = useWords();
  const { shelf } = useCellhive();
  return (
    <div className="banner" role="alert">
      <Layers aria-hidden size={16} />
      <span>{t('book.elsewhere')}</span>
      <button type="button" className="button primary" onClick={() => void shelf?.takeOver()}>
        {t('book.takeOver')}
      </button>
    </div>
  );
}
