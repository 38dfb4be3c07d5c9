import { expect, it } from 'vitest';
import { outlineOf } from '../src/core/cells/outline';
import { placesOf } from '../src/core/cells/places';
import { newCell, newImage, newText, sent, type Cell } from '../src/core/cells/state';

const ran = (id: string, code: string, above: Cell[]): Cell => ({
  ...newCell(id, code),
  run: { ...sent(code, id, placesOf([...above, newCell('x')]).get('x')?.above ?? 0), status: 'SUCCEEDED' },
});

/** Three cells that ran one after another. */
function three(): [Cell, Cell, Cell] {
  const a = ran('a', 'x = 1\ny = 2', []);
  const b = ran('b', 'x + y', [a]);
  return [a, b, ran('c', 'print(x)', [a, b])];
}

const stale = (cells: Cell[]) => cells.map((cell) => placesOf(cells).get(cell.id)?.stale);

it('numbers code cells and lines on from cell to cell, past texts and pictures', () => {
  const cells = [newText('t', '# a\nb'), newCell('a', '1\n2\n3'), newImage('i'), newCell('b', '4'), newCell('c', '5')];
  const places = placesOf(cells);
  expect(cells.map((cell) => places.get(cell.id)?.number)).toEqual([1, 1, 1, 2, 3]);
  expect(['a', 'b', 'c'].map((id) => places.get(id)?.firstLine)).toEqual([1, 4, 5]);
});

it('says nothing while all is as it ran', () => expect(stale(three())).toEqual([null, null, null]));

it('says which cell was edited, and which stand below it', () => {
  const [a, b, c] = three();
  expect(stale([{ ...a, code: 'x = 2' } as Cell, b, c])).toEqual(['edited', 'above', 'above']);
  expect(stale([a, { ...b, code: 'x - y' } as Cell, c])).toEqual([null, 'edited', 'above']);
});

it('a cell that moved up stands on other code than it ran on', () => {
  const [a, b, c] = three();
  expect(stale([b, a, c])).toEqual(['above', 'above', 'above']);
});

it('texts, blank lines at the end and empty cells change nothing', () => {
  const [a, b, c] = three();
  expect(stale([newText('t', 'hello'), a, newCell('e', '  \n'), b, c])).toEqual([null, null, null, null, null]);
});

it('outlines headings outside of code, and the first line of each cell', () => {
  const text = '# Weather *now*\n```\n# no heading\n```\n## See [this](https://e.org) ##\n';
  const outline = outlineOf([newText('t', text), newCell('a', '\n# load\nx'), newCell('e')]);
  expect(outline.map(({ label, depth, number, heading }) => [label, depth, number, heading])).toEqual([
    ['Weather now', 1, null, 0],
    ['See this', 2, null, 1],
    ['load', 0, 1, 0],
  ]);
});
