import { useState, type UIEvent } from 'react';

const SMALL = 120;
const SIGHT = 40;
const MARGIN = 20;

/** Which rows of a long list to draw: those in sight and some around. A short list is drawn whole. */
export function useWindow(rows: number, rowPx: number) {
  const [first, setFirst] = useState(0);
  const onScroll = (event: UIEvent) => {
    // why in steps: a row more or less is no reason to draw again.
    setFirst(Math.floor(event.currentTarget.scrollTop / rowPx / MARGIN) * MARGIN);
  };
  if (rows <= SMALL) return { from: 0, to: rows, onScroll: undefined };
  const from = Math.max(0, Math.min(first, rows - SIGHT) - MARGIN);
  return { from, to: Math.min(rows, first + SIGHT + MARGIN), onScroll };
}
