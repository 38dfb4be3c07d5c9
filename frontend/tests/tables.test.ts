// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { csv } from '../src/core/tables/csv';
import { readDataFrame } from '../src/core/tables/dataframe';
import { ordered, pressed } from '../src/core/tables/order';

const frame = (body: string, after = '') =>
  `<div><style scoped>.dataframe td { color: red }</style><table border="1" class="dataframe">${body}</table>${after}</div>`;
const SIMPLE = frame(
  '<thead><tr style="text-align: right;"><th></th><th>day</th><th>rain</th></tr></thead>' +
    '<tbody><tr><th>0</th><td>2025-01-01</td><td>0.0</td></tr><tr><th>1</th><td>2025-01-02</td><td>12.4</td></tr></tbody>',
  '<p>365 rows × 2 columns</p>',
);

describe('a data frame', () => {
  it('is read as text, with what the whole measures', () => {
    expect(readDataFrame(SIMPLE)).toEqual({
      head: [
        [
          { text: '', span: 1 },
          { text: 'day', span: 1 },
          { text: 'rain', span: 1 },
        ],
      ],
      rows: [
        ['0', '2025-01-01', '0.0'],
        ['1', '2025-01-02', '12.4'],
      ],
      columns: 3,
      index: 1,
      whole: { rows: 365, columns: 2 },
    });
  });
  it('repeats the names of a group in each of its rows', () => {
    const grouped = frame(
      '<thead><tr><th></th><th></th><th>n</th></tr></thead><tbody>' +
        '<tr><th rowspan="2" valign="top">a</th><th>x</th><td>1</td></tr><tr><th>y</th><td>2</td></tr>' +
        '<tr><th>b</th><th>x</th><td>3</td></tr></tbody>',
    );
    expect(readDataFrame(grouped)?.rows).toEqual([
      ['a', 'x', '1'],
      ['a', 'y', '2'],
      ['b', 'x', '3'],
    ]);
  });
  it('keeps markup in its cells as text', () => {
    const hostile = frame(
      '<thead><tr><th>a</th></tr></thead><tbody><tr><td>&lt;img src=x onerror=x&gt;</td></tr></tbody>',
    );
    expect(readDataFrame(hostile)?.rows).toEqual([['<img src=x onerror=x>']]);
  });
  it.each([
    ['another table', '<table><tr><td>1</td></tr></table>'],
    ['markup in a cell', frame('<tbody><tr><td><img src=x></td></tr></tbody>')],
    ['more beside it', SIMPLE + '<p>and a word</p>'],
    ['two tables', SIMPLE + SIMPLE],
    ['nothing in it', frame('')],
  ])('is not seen in %s', (_, html) => expect(readDataFrame(html)).toBeNull());
  it('becomes CSV, quoted where needed', () => {
    const table = readDataFrame(
      frame('<thead><tr><th>a, b</th><th>c</th></tr></thead><tbody><tr><td>say "x"</td><td>1</td></tr></tbody>'),
    );
    expect(table && csv(table)).toBe('\ufeff"a, b",c\r\n"say ""x""",1\r\n');
  });
});

it('a row of dots is a gap, no data', () => {
  const table = readDataFrame(
    frame(
      '<thead><tr><th></th><th>n</th></tr></thead><tbody><tr><th>0</th><td>1</td></tr><tr><th>...</th><td>...</td></tr></tbody>',
    ),
  );
  expect(table && csv(table)).toBe('\ufeff,n\r\n0,1\r\n');
});

describe('an order', () => {
  const rows = [['10'], ['9'], ['NaN'], ['-1.5'], ['1,000']];
  it('goes up, down and back with each press', () => {
    const up = pressed(null, 2);
    const down = pressed(up, 2);
    expect([up, down, pressed(down, 2), pressed(down, 1)]).toEqual([
      { column: 2, down: false },
      { column: 2, down: true },
      null,
      { column: 1, down: false },
    ]);
  });
  it('compares numbers by value and leaves what is missing at the end', () => {
    const values = (down: boolean) => ordered(rows, { column: 0, down }).map(([value]) => value);
    expect(values(false)).toEqual(['-1.5', '9', '10', '1,000', 'NaN']);
    expect(values(true)).toEqual(['1,000', '10', '9', '-1.5', 'NaN']);
    expect(ordered(rows, null)).toBe(rows);
  });
  it('compares words by the alphabet', () => {
    const cities = [['Zürich'], ['Ankara'], ['İzmir'], ['Çorum']];
    expect(ordered(cities, { column: 0, down: false }).map(([name]) => name)).toEqual([
      'Ankara',
      'Çorum',
      'İzmir',
      'Zürich',
    ]);
  });
});
