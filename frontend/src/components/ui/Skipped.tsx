import { CircleSlash } from 'lucide-react';
import { useWords } from '../../hooks/useWords';

/** Says that a Run All ended before it came to this cell. */
export function Skipped() {
  const t = useWords();
  return (
    <p className="footer skipped" role="status">
      <CircleSlash aria-hidden size={13} /> {t('block.skipped')}
    </p>
  );
}
