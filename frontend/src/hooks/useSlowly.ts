import { useEffect, useState } from 'react';

/** The value, but a new one at most every `ms`; at once when that is 0. The last one always comes. */
export function useSlowly<T>(value: T, ms: number): T {
  const [shown, setShown] = useState({ value, at: 0 });
  useEffect(() => {
    if (ms === 0 || shown.value === value) return;
    const timer = setTimeout(() => setShown({ value, at: Date.now() }), Math.max(0, shown.at + ms - Date.now()));
    return () => clearTimeout(timer);
  }, [value, ms, shown]);
  return ms === 0 ? value : shown.value;
}
