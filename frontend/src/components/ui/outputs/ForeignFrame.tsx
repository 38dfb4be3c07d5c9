import { useWords } from '../../../hooks/useWords';

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
const STYLE = `
  :root { color-scheme: light dark; }
  :root:has(.paper) { color-scheme: light; }
  body { margin: 0; font: 13px/1.5 Inter, system-ui, sans-serif; color: CanvasText; }
  body.paper { padding: 8px; background: #fff; color: #1d1b17; }
  svg { max-width: 100%; height: auto; }
  table { border-collapse: collapse; border: 0; font-variant-numeric: tabular-nums; }
  th, td { padding: 4px 14px; text-align: right; border: 0; white-space: nowrap;
    border-bottom: 1px solid color-mix(in srgb, currentColor 15%, transparent); }
  thead th { font-weight: 600; }
`;

interface Props {
  markup: string;
  cell: number;
  height: number;
  /** White in dark theme too, for what is drawn for paper. */
  paper?: boolean;
}

/** Markup that a program made: no script, no form, no network, and no origin to share with the page. It is only looked at. */
export function ForeignFrame({ markup, cell, height, paper = false }: Props) {
  const t = useWords();
  const head = `<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}"><style>${STYLE}</style>`;
  return (
    <iframe
      className={paper ? 'foreign paper' : 'foreign'}
      title={t('output.frame', { cell })}
      sandbox=""
      style={{ height }}
      srcDoc={`<!doctype html>${head}<body class="${paper ? 'paper' : ''}">${markup}`}
    />
  );
}
