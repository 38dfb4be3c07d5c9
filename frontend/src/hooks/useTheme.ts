import { useLayoutEffect, useEffect, useState } from 'react';

type Theme = 'light' | 'dark';
const KEY = 'cellhive.theme';
const dark = () => matchMedia('(prefers-color-scheme: dark)');

/** The theme: the reader's choice, else the system's. */
export function useTheme(): [Theme, () => void] {
  const [theme, setTheme] = useState<Theme>(
    () => (localStorage.getItem(KEY) as Theme | null) ?? (dark().matches ? 'dark' : 'light'),
  );
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  useEffect(() => {
    const follow = (change: MediaQueryListEvent) => {
      if (!localStorage.getItem(KEY)) setTheme(change.matches ? 'dark' : 'light');
    };
    const query = dark();
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  const toggle = () => {
    const next = theme === 'dark' ? 'light' : 'dark';
    localStorage.setItem(KEY, next);
    setTheme(next);
  };
  return [theme, toggle];
}
