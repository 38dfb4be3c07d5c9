import { Plus } from 'lucide-react';
import { useCellhive } from '../../hooks/useCellhive';
import { useWords } from '../../hooks/useWords';
import { focusCell } from '../focus';

const KINDS = ['code', 'markdown', 'image'] as const;

/** What stands between two blocks: adds one there. Keeps its height whether it is seen or not. */
export function AddBar({ index, last }: { index: number; last: boolean }) {
  const t = useWords();
  const { blocks } = useCellhive();
  return (
    <div className={last ? 'between last' : 'between'}>
      {KINDS.map((kind) => (
        <button
          type="button"
          key={kind}
          className="pill"
          aria-label={t(`block.add.${kind}`)}
          onClick={() => focusCell(blocks.add(kind, index), kind === 'image' ? 'cell' : 'editor')}
        >
          <Plus aria-hidden size={12} /> {t(`block.kind.${kind}`)}
        </button>
      ))}
    </div>
  );
}
