import katex from 'katex';
import 'katex/dist/katex.min.css';
import { useLayoutEffect, useRef } from 'react';

/** A formula. Loaded apart from the page; KaTeX makes no links and runs nothing. */
export default function Latex({ source }: { source: string }) {
  const place = useRef<HTMLDivElement>(null);
  const formula = source.trim().replace(/^(\$\$?|\\\[|\\\()|(\$\$?|\\\]|\\\))$/g, '');
  const display = !/^\$[^$]/.test(source.trim());
  useLayoutEffect(() => {
    if (place.current)
      katex.render(formula, place.current, { displayMode: display, throwOnError: false, trust: false, maxExpand: 500 });
  }, [formula, display]);
  return <div className="latex" ref={place} />;
}
