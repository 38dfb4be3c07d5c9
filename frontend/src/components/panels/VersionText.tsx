import { useState } from 'react';
import { sourceOf, type Notebook } from '../../core/cells/state';
import { useWords } from '../../hooks/useWords';

/** An earlier state to read before it is restored: each block's code or text as it stood. Drawn when it is opened. */
export function VersionText({ notebook: { title, cells }, at }: { notebook: Notebook; at: string }) {
  const t = useWords();
  const [open, setOpen] = useState(false);
  return (
    <details className="version" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary aria-label={t('book.lookAt', { at })}>{t('book.look')}</summary>
      {open && (
        <div className="version-text" tabIndex={0} role="group" aria-label={t('book.lookAt', { at })}>
          <strong>{title}</strong>
          {cells.map((cell) => (
            <pre key={cell.id} className={cell.kind}>
              {sourceOf(cell) || t(`block.kind.${cell.kind}`)}
            </pre>
          ))}
        </div>
      )}
    </details>
  );
}
