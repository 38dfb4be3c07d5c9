import { createContext, use } from 'react';
import { useStore } from 'zustand';
import type { Cellhive, Page } from '../core/store';

export const CellhiveContext = createContext<Cellhive | null>(null);

/** What stands behind the page; see core/store. */
export function useCellhive(): Cellhive {
  const cellhive = use(CellhiveContext);
  if (!cellhive) throw new Error('a component outside of the page');
  return cellhive;
}

/** A part of the page's state; renders again when just that part changes. */
export function usePage<T>(part: (page: Page) => T): T {
  return useStore(useCellhive().store, part);
}
