import { ChevronRight } from 'lucide-react';
import { sourceOf, type Cell } from '../../core/cells/state';
import { useCommands } from '../../hooks/useCommands';
import { useWords } from '../../hooks/useWords';

/** A folded block: its first line, and how much is behind it. */
export function Folded({ cell }: { cell: Cell }) {
  const t = useWords();
  const perform = useCommands();
  const lines = sourceOf(cell).split('\n');
  const first = lines.find((line) => line.trim() !== '') ?? '';
  return (
    <button type="button" className="folded" aria-expanded={false} onClick={() => perform('fold', cell.id)}>
      <ChevronRight aria-hidden size={14} />
      <span className="folded-line">{first.replace(/^#+ /, '')}</span>
      <span className="folded-count">{t('block.lines', { count: lines.length })}</span>
    </button>
  );
}
