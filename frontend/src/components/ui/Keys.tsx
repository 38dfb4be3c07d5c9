import { written } from '../../core/commands';

const APPLE = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** A key as the reader's keyboard names it. */
export function Keys({ keys }: { keys: string }) {
  return <kbd className="keys">{written(keys, APPLE)}</kbd>;
}
