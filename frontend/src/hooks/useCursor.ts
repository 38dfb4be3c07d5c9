import { create } from 'zustand';

export interface Cursor {
  line: number;
  column: number;
}

/** Where the caret stands. A store of its own: it changes with every key, and only the status bar looks at it. */
const useStore = create<{ cursor: Cursor | null }>(() => ({ cursor: null }));

export function useCursor(): (cursor: Cursor) => void {
  return setCursor;
}

export function useCursorPlace(): Cursor | null {
  return useStore((state) => state.cursor);
}

function setCursor(cursor: Cursor): void {
  useStore.setState({ cursor });
}
