import { expect, it } from 'vitest';
import type { Output } from '../src/core/api/types';
import { readTraceback } from '../src/core/text/traceback';
import { sample } from './samples';

const error = sample<Output & { output_type: 'error' }>('output-error');

it('finds the place and its line', () => {
  expect(readTraceback(error.traceback, error.ename, 1, 1)).toEqual({
    place: 'Cell 1, line 2',
    line: '    print(x)',
    full: error.traceback.join('\n'),
    more: false,
  });
});

it('speaks of the cell and line that the page shows', () => {
  const read = readTraceback(error.traceback, error.ename, 3, 11);
  expect(read.place).toBe('Cell 3, line 12');
  expect(read.full).toContain('Cell 3, line 12');
});

it('takes the innermost place, and colours away', () => {
  const lines = ['\u001b[31mCell 1, line 9\u001b[0m', '    f()', 'Cell 1, line 4', '    return y', 'NameError: y'];
  expect(readTraceback(lines, 'NameError', 1, 1)).toMatchObject({
    place: 'Cell 1, line 4',
    line: '    return y',
    more: true,
  });
});

it('needs no place', () => {
  expect(readTraceback(['SystemExit: 1'], 'SystemExit', 1, 1)).toMatchObject({ place: null, line: null, more: false });
});
