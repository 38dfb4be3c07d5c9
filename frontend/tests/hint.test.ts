import { describe, expect, it } from 'vitest';
import type { RuntimeInfo } from '../src/core/api/types';
import { hintOf } from '../src/core/verdict/hint';

const runtime = (title: string, packages: string[]): RuntimeInfo => ({
  name: title.toLowerCase(),
  title,
  python: '3.11',
  packages,
  available: true,
  reason: null,
});
const runtimes = [
  runtime('Python 3.11', []),
  runtime('Base', ['numpy 2.4.6', 'scikit-learn 1.9.1']),
  runtime('ML', ['numpy 2.4.6', 'scikit-learn 1.9.1', 'lightgbm 4.7.0']),
];
const missing = (module: string) => hintOf('ModuleNotFoundError', `No module named '${module}'`, runtimes);

describe('hints', () => {
  it('say which runtimes have a module, whatever its package is called', () => {
    expect(missing('numpy')).toEqual({ kind: 'otherRuntime', module: 'numpy', runtimes: ['Base', 'ML'] });
    expect(missing('sklearn.linear_model')).toMatchObject({ module: 'sklearn', runtimes: ['Base', 'ML'] });
    expect(missing('lightgbm')).toMatchObject({ runtimes: ['ML'] });
  });
  it('say that nothing can be installed', () => {
    expect(missing('cowsay')).toEqual({ kind: 'noModule', module: 'cowsay' });
    expect(hintOf('ModuleNotFoundError', "No module named 'numpy'", null)?.kind).toBe('noModule');
  });
  it.each([
    ['URLError', '<urlopen error [Errno -3] Temporary failure in name resolution>'],
    ['ConnectionError', "Failed to resolve 'example.com' ([Errno -3] Temporary failure in name resolution)"],
    ['OSError', '[Errno 101] Network is unreachable'],
  ])('say that there is no network: %s', (name, text) => {
    expect(hintOf(name, text, runtimes)).toEqual({ kind: 'noNetwork' });
  });
  it('say where files come from', () => {
    const text = "[Errno 2] No such file or directory: 'marks 1.csv'";
    expect(hintOf('FileNotFoundError', text, runtimes)).toEqual({ kind: 'noFile', name: 'marks 1.csv' });
  });
  it('keep silent where the error says it all', () => {
    expect(hintOf('NameError', "name 'x' is not defined", runtimes)).toBeNull();
    expect(hintOf('ModuleNotFoundError', 'my own words', runtimes)).toBeNull();
    expect(hintOf('FileNotFoundError', 'my own words', runtimes)).toBeNull();
  });
});
