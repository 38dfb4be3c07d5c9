import { expect, it } from 'vitest';
import { htmlHeight, svgHeight } from '../src/core/text/extent';

const table = (rows: number) => `<table>${'<tr><td>1</td></tr>'.repeat(rows)}</table>`;

it('gives a table room for its rows, up to a height that scrolls', () => {
  expect(htmlHeight(table(3))).toBe(106);
  expect(htmlHeight(table(1000))).toBe(480);
});

it('gives the wrapping of a data frame no room of its own', () => {
  expect(htmlHeight(`<div>\n<style scoped>td { }</style>\n${table(3)}\n</div>`)).toBe(106);
});

it('does not count what is not shown', () => {
  expect(htmlHeight('<style>p { } div { }</style><b>x</b>')).toBe(htmlHeight('<b>x</b>'));
});

it.each([
  ['<svg width="20" height="100">', 116],
  ['<svg height="72pt">', 112],
  ["<svg viewBox='0 0 400 200'>", 216],
  ['<svg>', 336],
  ['<svg height="999999">', 480],
  ['<svg height="...">', 320],
])('reads the height of %s', (svg, height) => expect(svgHeight(svg)).toBe(height));
