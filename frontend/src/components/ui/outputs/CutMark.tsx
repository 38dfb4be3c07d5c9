import { Scissors } from 'lucide-react';
import { useWords } from '../../../hooks/useWords';

/** Stands where output was left out: the head is above, the end below. */
export function CutMark({ bytes }: { bytes: number }) {
  const t = useWords();
  return (
    <p className="cut" role="note">
      <Scissors aria-hidden size={13} /> {t('output.leftOut', { size: bytes })}
    </p>
  );
}
