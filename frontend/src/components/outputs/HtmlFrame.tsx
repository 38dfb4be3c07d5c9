import { useRef, useState } from 'react';
import { words } from '../../core/words';

const MOST_PX = 480;
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
const STYLE = `
  body { margin: 0; font: 13px/1.5 "Inter Variable", system-ui, sans-serif; color: CanvasText; color-scheme: light dark; }
  table { border-collapse: collapse; border: 0; font-variant-numeric: tabular-nums; }
  th, td { padding: 4px 14px; text-align: right; border: 0; border-bottom: 1px solid color-mix(in srgb, currentColor 15%, transparent); white-space: nowrap; }
  thead th { font-weight: 600; }
`;

/** HTML that a program made. No script, no form, no network: it is only looked at, and measured for its height. */
export function HtmlFrame({ html, cell }: { html: string; cell: number }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(40);
  const dark = document.documentElement.dataset.theme === 'dark';
  const measure = () => {
    const body = frame.current?.contentDocument?.documentElement;
    if (body) setHeight(Math.min(MOST_PX, body.scrollHeight + 2));
  };
  return (
    <iframe
      ref={frame}
      className="html"
      title={words.htmlTitle(cell)}
      sandbox="allow-same-origin"
      style={{ height, colorScheme: dark ? 'dark' : 'light' }}
      onLoad={measure}
      srcDoc={`<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}"><style>${STYLE}</style>${html}`}
    />
  );
}
