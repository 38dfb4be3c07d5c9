import { Printer, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { figureNumbers } from '../../core/cells/outputs';
import { placesOf } from '../../core/cells/places';
import type { Cell, CodeCell } from '../../core/cells/state';
import { useCellhive, usePage } from '../../hooks/useCellhive';
import { useWords } from '../../hooks/useWords';
import Markdown from '../markdown/Markdown';
import { PythonCode } from '../markdown/PythonCode';
import { StoredPicture } from '../markdown/StoredPicture';
import { Guard } from '../ui/Guard';
import { OutputView } from '../ui/outputs/OutputView';

/** The notebook as it goes to paper: everything unfolded, nothing to press. The default export: loaded when it is asked for. */
export default function PrintView() {
  const t = useWords();
  const { show } = useCellhive();
  const { title, cells } = usePage((page) => page.notebook);
  const sheet = useRef<HTMLElement>(null);
  const [ready, setReady] = useState(false);
  useEffect(() => {
    let shown = true;
    void settled(sheet.current).then(() => {
      if (!shown) return;
      setReady(true);
      // why a frame later: what was just drawn is on the page then.
      requestAnimationFrame(() => globalThis.print());
    });
    return () => {
      shown = false;
    };
  }, []);
  return (
    <div className="print" data-ready={ready} data-theme="light">
      <div className="print-bar">
        <button type="button" className="button primary" disabled={!ready} onClick={() => globalThis.print()}>
          <Printer aria-hidden size={15} /> {t(ready ? 'book.printNow' : 'book.preparing')}
        </button>
        <button type="button" className="button" onClick={() => show({ printing: false })}>
          <X aria-hidden size={15} /> {t('book.printClose')}
        </button>
      </div>
      <article className="paper-sheet" ref={sheet}>
        {!titled(cells) && <h1>{title}</h1>}
        {cells.map((cell) => (
          <PrintedCell key={cell.id} cell={cell} place={placesOf(cells).get(cell.id)} />
        ))}
      </article>
    </div>
  );
}

/** Whether the notebook begins with a title of its own. */
function titled([first]: Cell[]): boolean {
  return first?.kind === 'markdown' && /^\s*# /.test(first.text);
}

function PrintedCell({ cell, place }: { cell: Cell; place: { number: number; firstLine: number } | undefined }) {
  switch (cell.kind) {
    case 'markdown':
      return <Markdown text={cell.text} pictures={cell.pictures} />;
    case 'image':
      return (
        <figure className="printed-picture">
          {cell.picture && <StoredPicture id={cell.picture.id} alt={cell.alt} />}
          {cell.alt !== '' && <figcaption>{cell.alt}</figcaption>}
        </figure>
      );
    case 'code':
      return <PrintedCode cell={cell} number={place?.number ?? 1} firstLine={place?.firstLine ?? 1} />;
  }
}

function PrintedCode({ cell, number, firstLine }: { cell: CodeCell; number: number; firstLine: number }) {
  const t = useWords();
  const outputs = cell.run?.shown.outputs ?? [];
  const figures = figureNumbers(outputs);
  const find = () => ({ id: cell.id, number, firstLine });
  return (
    <section className="printed-code">
      <span className="label">[i:{number}]</span>
      <pre>
        <PythonCode code={cell.code} />
      </pre>
      {outputs.length > 0 && (
        <div className="outputs">
          {outputs.map((output, index) => (
            <Guard key={index} sentence={t('output.bad')}>
              <OutputView output={output} cell={number} figure={figures[index] ?? 1} find={find} onGoTo={stayHere} />
            </Guard>
          ))}
        </div>
      )}
    </section>
  );
}

/** why nothing: paper leads nowhere. */
const stayHere = () => undefined;

const LONGEST_MS = 5_000;
const QUIET_MS = 150;

/** Resolves when pictures are decoded, letters are there, and nothing has changed for a moment. */
async function settled(sheet: HTMLElement | null): Promise<void> {
  if (!sheet) return;
  await new Promise<void>((resolve) => {
    let quiet = setTimeout(resolve, QUIET_MS);
    const watch = new MutationObserver(() => {
      clearTimeout(quiet);
      quiet = setTimeout(resolve, QUIET_MS);
    });
    watch.observe(sheet, { childList: true, subtree: true });
    setTimeout(resolve, LONGEST_MS);
  });
  await document.fonts.ready;
  await Promise.allSettled([...sheet.querySelectorAll('img')].map((image) => image.decode()));
}
