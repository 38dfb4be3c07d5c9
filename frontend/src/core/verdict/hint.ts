import type { RuntimeInfo } from '../api/types';

/** What an error's own text cannot know of this place. */
export type Hint =
  | { kind: 'otherRuntime'; module: string; runtimes: string[] }
  | { kind: 'noModule'; module: string }
  | { kind: 'noNetwork' }
  | { kind: 'noFile'; name: string };

/** Modules whose package has another name. */
const PACKAGES: Record<string, string> = {
  sklearn: 'scikit-learn',
  PIL: 'pillow',
  bs4: 'beautifulsoup4',
  xgboost: 'xgboost-cpu',
};

/** null for an error that says it all. `runtimes` are the server's, null while it has not answered. */
export function hintOf(ename: string, evalue: string, runtimes: RuntimeInfo[] | null): Hint | null {
  if (ename === 'ModuleNotFoundError') return moduleHint(evalue, runtimes);
  const name = /^\[Errno 2\] No such file or directory: '(.+)'$/.exec(evalue)?.[1];
  if (ename === 'FileNotFoundError' && name !== undefined) return { kind: 'noFile', name };
  return /name resolution|Network is unreachable/.test(evalue) ? { kind: 'noNetwork' } : null;
}

function moduleHint(evalue: string, runtimes: RuntimeInfo[] | null): Hint | null {
  const module = /^No module named '([^'.]+)/.exec(evalue)?.[1];
  if (module === undefined) return null;
  const wanted = PACKAGES[module] ?? module.replaceAll('_', '-');
  const having = (runtimes ?? []).filter(({ packages }) => packages.some((one) => one.split(' ')[0] === wanted));
  return having.length === 0
    ? { kind: 'noModule', module }
    : { kind: 'otherRuntime', module, runtimes: having.map(({ title }) => title) };
}
