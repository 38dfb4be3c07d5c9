import { expect, it } from 'vitest';
import type { Output } from '../src/core/api/types';
import { readTraceback, type Find } from '../src/core/text/traceback';
import { sample } from './samples';

const at =
  (number: number, firstLine: number): Find =>
  (sentAs) =>
    sentAs === 1 ? { id: 'a', number, firstLine } : null;
const error = sample<Output & { output_type: 'error' }>('output-error');

it('finds the place and its line', () => {
  expect(readTraceback(error.traceback, error.ename, at(1, 1))).toEqual({
    at: { spot: { id: 'a', number: 1, firstLine: 1 }, line: 2 },
    line: '    print(x)',
    full: error.traceback.join('\n'),
    more: false,
  });
});

it('speaks of the cell and line that the page shows', () => {
  const read = readTraceback(error.traceback, error.ename, at(3, 11));
  expect(read.full).toContain('Cell 3, line 12');
});

it('takes the innermost place, and colours away', () => {
  const lines = ['\u001b[31mCell 1, line 9\u001b[0m', '    f()', 'Cell 1, line 4', '    return y', 'NameError: y'];
  expect(readTraceback(lines, 'NameError', at(1, 1))).toMatchObject({
    at: { line: 4 },
    line: '    return y',
    more: true,
  });
});

it('needs no place', () => {
  expect(readTraceback(['SystemExit: 1'], 'SystemExit', at(1, 1))).toMatchObject({ at: null, line: null, more: false });
});

it('leaves the numbers of a cell that is gone', () => {
  const lines = ['Cell 1, line 2', '    f()', 'Cell 9, line 4', '    return y', 'NameError: y'];
  const read = readTraceback(lines, 'NameError', at(3, 11));
  expect(read.at).toBeNull();
  expect(read.full).toContain('Cell 3, line 12\n    f()\nCell 9, line 4');
});
