import { Download } from 'lucide-react';
import { useState } from 'react';
import { useWords } from '../../../hooks/useWords';
import { Lightbox } from './Lightbox';

interface Props {
  source: string;
  cell: number;
  figure: number;
  /** Title and axes, as the program named them. */
  caption: string | null;
  size: { width: number; height: number } | null;
}

/** A picture on a white card, in dark theme too: plots are drawn for paper. */
export function Figure({ source, cell, figure, caption, size }: Props) {
  const t = useWords();
  const [large, setLarge] = useState(false);
  const kind = /^data:image\/(\w+)/.exec(source)?.[1] ?? 'png';
  const name = `cell-${cell}-figure-${figure}.${kind}`;
  const alt = caption ?? t('output.figureAlt', { cell, figure });
  return (
    <figure className="figure" style={size ? { maxWidth: size.width + 18 } : undefined}>
      <button
        type="button"
        className="figure-open"
        aria-label={t('output.enlarge', { name: alt })}
        onClick={() => setLarge(true)}
      >
        <img src={source} alt={alt} width={size?.width} height={size?.height} />
      </button>
      {caption !== null && <figcaption>{caption}</figcaption>}
      <a
        className="figure-save"
        href={source}
        download={name}
        aria-label={t('output.download', { name })}
        title={t('output.download', { name })}
      >
        <Download aria-hidden size={14} />
      </a>
      {large && <Lightbox source={source} alt={alt} name={name} onClose={() => setLarge(false)} />}
    </figure>
  );
}
