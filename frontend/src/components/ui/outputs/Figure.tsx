import { Download } from 'lucide-react';
import { useWords } from '../../../hooks/useWords';

/** A picture on a white card, in dark theme too: plots are drawn for paper. */
export function Figure({ source, cell, figure }: { source: string; cell: number; figure: number }) {
  const t = useWords();
  const kind = /^data:image\/(\w+)/.exec(source)?.[1] ?? 'png';
  const name = `cell-${cell}-figure-${figure}.${kind}`;
  return (
    <figure className="figure">
      <img src={source} alt={t('output.figureAlt', { cell, figure })} />
      <a
        className="figure-save"
        href={source}
        download={name}
        aria-label={t('output.download', { name })}
        title={t('output.download', { name })}
      >
        <Download aria-hidden size={14} />
      </a>
    </figure>
  );
}
