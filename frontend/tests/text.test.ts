import { describe, expect, it } from 'vitest';
import { bytes, clock } from '../src/core/text/format';
import { chunks, lineCount } from '../src/core/text/chunks';
import { leftOut } from '../src/core/text/leftOut';
import { settle, spans, tidy } from '../src/core/text/terminal';
import { t } from '../src/core/words';

describe('settle', () => {
  it.each([
    ['10%\r50%\r100%\n', '100%\n'],
    ['abcdef\rxy', 'xycdef'],
    ['a\r\nb\r\n', 'a\nb\n'],
    ['typo\b\b\b\bright', 'right'],
    ['plain', 'plain'],
    ['\u001b[32m100%\u001b[0m done\r\u001b[31m5%\u001b[0m', '\u001b[31m5%\u001b[0m'],
  ])('shows %j as %j', (text, shown) => expect(settle(text)).toBe(shown));
});

describe('spans', () => {
  it('keeps markup as text', () => {
    expect(spans('<img onerror=x>')).toEqual([{ text: '<img onerror=x>', style: '' }]);
  });
  it('names colours', () => {
    expect(spans('\u001b[31mred\u001b[0m plain')).toEqual([
      { text: 'red', style: 'ansi-red' },
      { text: ' plain', style: '' },
    ]);
  });
});

describe('numbers', () => {
  it('have their units', () => {
    expect([bytes(0), bytes(1536), bytes(512 << 20), bytes(8.1 * 1024 * 1024)]).toEqual([
      '0\u202fB',
      '1.5\u202fkB',
      '512\u202fMB',
      '8.1\u202fMB',
    ]);
    expect([clock(420), clock(12_340), clock(95_000)]).toEqual(['0.42\u202fs', '12.3\u202fs', '1\u202fmin 35\u202fs']);
    const places = [1, 2, 3, 4, 11, 21].map((count) => t('cell.place', { count, ordinal: true }));
    expect(places.map((place) => place.split(' ')[0])).toEqual(['1st', '2nd', '3rd', '4th', '11th', '21st']);
  });
});

describe('tidy', () => {
  it.each([
    ['', 'a\rb\rc'],
    ['x', '\b\by'],
    ['10%\r50%\r', '\n90%'],
    ['long line\rab', '\rX'],
    ['one\r', '\ntwo'],
  ])('changes nothing that will be seen: %j then %j', (first, second) =>
    expect(settle(tidy(tidy(first) + second))).toBe(settle(first + second)),
  );
  it('forgets what was written over', () => {
    let text = 'start\n';
    for (let percent = 0; percent <= 100; percent += 1) text = tidy(`${text}\r${percent}% ####`);
    expect(text.length).toBeLessThan(40);
    expect(settle(text)).toBe('start\n100% ####');
  });
});

describe('chunks', () => {
  const lines = Array.from({ length: 5000 }, (_, index) => `line ${index}\n`);
  it('end with lines and are the whole text', () => {
    const pieces = chunks(lines.join(''));
    expect(pieces.length).toBeGreaterThan(2);
    expect(pieces.join('')).toBe(lines.join(''));
    expect(pieces.every((piece) => piece.endsWith('\n'))).toBe(true);
  });
  it('stay as they are while the text grows', () => {
    const before = chunks(lines.slice(0, 4000).join(''));
    const after = chunks(lines.join(''));
    expect(after.slice(0, before.length - 1)).toEqual(before.slice(0, -1));
  });
  it('cut a line that never ends', () => {
    const pieces = chunks('x'.repeat(100_000));
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(40_000);
  });
  it('count lines', () => expect(['', 'a', 'a\n', 'a\nb'].map(lineCount)).toEqual([1, 1, 1, 2]));
});

it('knows the words about output that was left out', () => {
  expect([leftOut('\n… 3355443 bytes left out …\n'), leftOut('… some …')]).toEqual([3355443, null]);
});
