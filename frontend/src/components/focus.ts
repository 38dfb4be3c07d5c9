const FRAMES = 60;

/** Moves the focus to a cell, or into its editor. Waits a moment: the cell may just be coming to the page. */
export function focusCell(id: string | null, inside: 'cell' | 'editor' = 'cell'): void {
  if (id === null) return;
  const place = `#cell-${id}`;
  // why not at once: what was just changed is drawn first, and may be another element then.
  queueMicrotask(() => focusSoon(inside === 'editor' ? `${place} .cm-content` : place, FRAMES));
}

function focusSoon(selector: string, frames: number): void {
  const found = document.querySelector<HTMLElement>(selector);
  if (found) {
    found.focus({ preventScroll: true });
    found.scrollIntoView({ block: 'nearest' });
  } else if (frames > 0) requestAnimationFrame(() => focusSoon(selector, frames - 1));
}
