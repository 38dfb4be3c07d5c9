import { describe, expect, it } from 'vitest';
import { bytes, clock } from '../src/core/text/format';
import { settle, spans } from '../src/core/text/terminal';
import { t } from '../src/core/words';

describe('settle', () => {
  it.each([
    ['10%\r50%\r100%\n', '100%\n'],
    ['abcdef\rxy', 'xycdef'],
    ['a\r\nb\r\n', 'a\nb\n'],
    ['typo\b\b\b\bright', 'right'],
    ['plain', 'plain'],
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
