const FRAMES = 60;

/** Moves the focus to a cell, or into its editor. Waits a moment: the cell may just be coming to the page. */
export function focusCell(id: string | null, inside: 'cell' | 'editor' = 'cell'): void {
  if (id === null) return;
  // why not at once: what was just changed is drawn first, and may be another element then.
  queueMicrotask(() => void focusSoon(id, inside));
}

async function focusSoon(id: string, inside: 'cell' | 'editor'): Promise<void> {
  const found = await (inside === 'editor' ? editorOf(id) : soon(`#cell-${id}`));
  found?.focus({ preventScroll: true });
  found?.scrollIntoView({ block: 'nearest' });
}

/** The writing place of a cell; brings it near the window, where it becomes an editor. null when there is none. */
export function editorOf(id: string): Promise<HTMLElement | null> {
  const near = () => document.querySelector(`#cell-${id} .editor-waits`)?.scrollIntoView({ block: 'nearest' });
  return soon(`#cell-${id} .cm-content`, near);
}

async function soon(selector: string, meanwhile: () => void = () => undefined): Promise<HTMLElement | null> {
  for (let frame = 0; frame < FRAMES; frame += 1) {
    const found = document.querySelector<HTMLElement>(selector);
    if (found) return found;
    meanwhile();
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  return null;
}
