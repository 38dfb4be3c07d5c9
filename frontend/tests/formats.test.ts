import { describe, expect, it } from 'vitest';
import { newCell, newImage, newText, sent, type Notebook } from '../src/core/cells/state';
import { readIpynb } from '../src/core/formats/readIpynb';
import { readPython, writePython } from '../src/core/formats/python';
import { writeIpynb } from '../src/core/formats/writeIpynb';
import { fromBase64, toBase64 } from '../src/core/formats/nbformat';
import type { KeptPicture } from '../src/core/library/database';
import type { Output } from '../src/core/api/types';

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const outputs: Output[] = [
  { output_type: 'stream', name: 'stdout', text: 'one\ntwo\n' },
  { output_type: 'display_data', data: { 'image/png': PIXEL, 'text/plain': '<Figure>' }, metadata: {} },
  { output_type: 'execute_result', execution_count: 1, data: { 'text/plain': '42' }, metadata: {} },
  { output_type: 'error', ename: 'E', evalue: 'v', traceback: ['E: v'], line: null },
];

const notebook: Notebook = {
  title: 'Weather',
  runtime: 'ml',
  size: 'large',
  files: [],
  sessionId: null,
  alone: true,
  cells: [
    newText('t', '# Weather\nof a year'),
    {
      ...newCell('a', 'print(1)\n\nprint(2)'),
      run: { ...sent('print(1)\n\nprint(2)', 'k'), status: 'FAILED', shown: { outputs, clearNext: false } },
    },
    { ...newImage('i', { id: 'p', name: 'my map.png', type: 'image/png' }, 'A map'), collapsed: true },
    newCell('b', ''),
  ],
};
const picture: KeptPicture = { notebookId: 'n', id: 'p', type: 'image/png', bytes: fromBase64(PIXEL) };
const bytes = (id: string) => Promise.resolve(id === 'p' ? picture : undefined);

describe('ipynb', () => {
  it('comes back as it was written: texts, code, outputs, pictures, title and machine', async () => {
    const text = JSON.stringify(await writeIpynb(notebook, bytes));
    const { notebook: back, pictures } = readIpynb(text, 'other.ipynb');
    expect([back.title, back.runtime, back.size]).toEqual(['Weather', 'ml', 'large']);
    expect(back.cells.map((cell) => cell.kind)).toEqual(['markdown', 'code', 'image', 'code']);
    expect(back.cells[0]).toMatchObject({ text: '# Weather\nof a year' });
    expect(back.cells[1]).toMatchObject({
      code: 'print(1)\n\nprint(2)',
      run: { status: 'FAILED', shown: { outputs } },
    });
    expect(back.cells[2]).toMatchObject({ alt: 'A map', collapsed: true, picture: { name: 'my map.png' } });
    expect(back.cells[3]).toMatchObject({ code: '', run: null });
    expect(pictures.map((one) => toBase64(one.bytes))).toEqual([PIXEL]);
  });

  it('leaves out what only a live page understands', async () => {
    const file = await writeIpynb(notebook, bytes);
    expect(file.cells[1]?.outputs?.[3]).toEqual({ output_type: 'error', ename: 'E', evalue: 'v', traceback: ['E: v'] });
    expect(file.cells.every((cell) => cell.cell_type === 'code' || cell.outputs === undefined)).toBe(true);
  });

  it('reads what Colab writes: lists of lines, its name, a picture between words', () => {
    const colab = {
      nbformat: 4,
      nbformat_minor: 0,
      metadata: { colab: { name: 'Lesson.ipynb' } },
      cells: [
        {
          cell_type: 'code',
          metadata: {},
          source: ['a = 1\n', 'a'],
          execution_count: 7,
          outputs: [
            {
              output_type: 'execute_result',
              execution_count: 7,
              metadata: {},
              data: { 'text/html': ['<b>', '1</b>'] },
            },
            { output_type: 'stream', name: 'stderr', text: ['careful\n', 'twice\n'] },
          ],
        },
        {
          cell_type: 'markdown',
          metadata: {},
          source: 'See ![it](attachment:a.png) here',
          attachments: { 'a.png': { 'image/png': PIXEL } },
        },
      ],
    };
    const { notebook: read, pictures } = readIpynb(JSON.stringify(colab), 'x.ipynb');
    expect(read.title).toBe('Lesson');
    expect(read.cells[0]).toMatchObject({
      code: 'a = 1\na',
      run: {
        status: 'SUCCEEDED',
        shown: { outputs: [{ data: { 'text/html': '<b>1</b>' } }, { text: 'careful\ntwice\n' }] },
      },
    });
    expect(read.cells[1]).toMatchObject({ kind: 'markdown', pictures: [{ name: 'a.png', id: pictures[0]?.id }] });
  });

  it.each([
    ['{', 'not JSON'],
    ['null', 'no cells'],
    ['{"nbformat": 3, "worksheets": []}', 'format 3 is old'],
    ['{"nbformat": 5, "cells": []}', 'newer'],
    ['{"cells": 1}', 'no cells'],
  ])('says why %j is no notebook', (text, why) => expect(() => readIpynb(text, 'x')).toThrow(why));
});

describe('py', () => {
  it('comes back cell by cell when written with marks', () => {
    const { notebook: back } = readPython(writePython(notebook, 'percent'), 'weather.py');
    expect(back.title).toBe('weather');
    expect(back.cells).toMatchObject([
      { kind: 'markdown', text: '# Weather\nof a year' },
      { kind: 'code', code: 'print(1)\n\nprint(2)' },
      { kind: 'markdown', text: '![A map](my map.png)' },
      { kind: 'code', code: '' },
    ]);
  });

  it('plain, is code with the texts as comments', () => {
    expect(writePython(notebook, 'plain')).toBe(
      '# # Weather\n# of a year\n\nprint(1)\n\nprint(2)\n\n# ![A map](my map.png)\n',
    );
  });

  it('a file without marks is one cell, and quoted Markdown is text', () => {
    expect(readPython('\nx = 1\r\n\r\nprint(x)\n', 'a.py').notebook.cells).toMatchObject([
      { code: 'x = 1\n\nprint(x)' },
    ]);
    const quoted = '# %% [markdown]\n"""\n# Title\n"""\n#%%\nx';
    expect(readPython(quoted, 'a.py').notebook.cells).toMatchObject([{ text: '# Title' }, { code: 'x' }]);
  });
});
