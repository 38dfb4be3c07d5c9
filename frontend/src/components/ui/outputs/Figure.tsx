import { Download } from 'lucide-react';
import { words } from '../../../core/words';

/** A picture on a white card, in dark theme too: plots are drawn for paper. */
export function Figure({ source, cell, figure }: { source: string; cell: number; figure: number }) {
  const kind = /^data:image\/(\w+)/.exec(source)?.[1] ?? 'png';
  const name = `cell-${cell}-figure-${figure}.${kind}`;
  return (
    <figure className="figure">
      <img src={source} alt={words.figureAlt(cell, figure)} />
      <a
        className="figure-save"
        href={source}
        download={name}
        aria-label={words.download(name)}
        title={words.download(name)}
      >
        <Download aria-hidden size={14} />
      </a>
    </figure>
  );
}
