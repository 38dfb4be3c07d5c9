import { Download, FoldVertical, UnfoldVertical } from 'lucide-react';
import { useWords } from '../../../hooks/useWords';
import { save } from './save';

interface Props {
  text: string;
  lines: number;
  whole: boolean;
  onWhole: (whole: boolean) => void;
}

/** What one can do with a text that does not fit: see it all, or take it along. */
export function LongText({ text, lines, whole, onWhole }: Props) {
  const t = useWords();
  return (
    <p className="output-foot">
      <span>{t('output.lines', { count: lines })}</span>
      <button type="button" onClick={() => onWhole(!whole)}>
        {whole ? <FoldVertical aria-hidden size={13} /> : <UnfoldVertical aria-hidden size={13} />}
        {t(whole ? 'output.fold' : 'output.unfold')}
      </button>
      <button type="button" onClick={() => save('output.txt', 'text/plain', text)}>
        <Download aria-hidden size={13} />
        {t('output.downloadText')}
      </button>
    </p>
  );
}
