import { expect, it } from 'vitest';
import { fromCodePoints, toCodePoints } from '../src/core/text/codePoints';

it.each([
  ['naïve = 1', 5, 5],
  ['a = "🐝"; b', 9, 8],
  ['🐝🐝x', 4, 2],
])('counts characters in %j before %d: %d', (text, at, count) => {
  expect(toCodePoints(text, at)).toBe(count);
  expect(fromCodePoints(text, count)).toBe(at);
});
