import { describe, expect, it } from 'vitest';
import { newCell, newImage, newText } from '../src/core/cells/state';
import { writeIpynb } from '../src/core/formats/writeIpynb';
import { emptyNotebook, firstNotebook } from '../src/core/library/migration';
import { carries, linkOf, LINK_MOST } from '../src/core/share/link';
import { received } from '../src/core/share/received';

const PAGE = 'http://school.example/';
const link = async (cells = firstNotebook().cells, title = 'Sınıf ödevi 🐍') =>
  linkOf(await writeIpynb({ ...emptyNotebook(title), runtime: 'ml', cells }, () => Promise.resolve(undefined)), PAGE);
const hashOf = (address: string) => new URL(address).hash;

/** An address that carries any text. */
async function carrying(text: string): Promise<string> {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return `#/shared/${Buffer.from(await new Response(packed).arrayBuffer()).toString('base64url')}`;
}

describe('a shared link', () => {
  it('brings title, runtime, code and texts to whoever opens it', async () => {
    const cells = [newText('1', '# Başlık'), newCell('2', 'print("ş <&> ✓")'), newImage('3')];
    const { notebook } = await received(hashOf(await link(cells)));
    expect(notebook).toMatchObject({ title: 'Sınıf ödevi 🐍', runtime: 'ml', sessionId: null });
    expect(notebook.cells.slice(0, 2)).toMatchObject([{ text: '# Başlık' }, { code: 'print("ş <&> ✓")', run: null }]);
  });
  it('is no address of a notebook in this browser, and short for a first one', async () => {
    const address = await link();
    expect(address.length).toBeLessThan(1_500);
    expect(carries(hashOf(address))).toBe(true);
    expect(carries('#/notebook/abc')).toBe(false);
  });
  it('stays short enough for some hundred lines of code', async () => {
    const code = Array.from({ length: 300 }, (_, at) => `value_${at} = compute(${at}, "${at * 7919}")`).join('\n');
    expect((await link([newCell('1', code)])).length).toBeLessThan(LINK_MOST);
  });
  it.each(['#/shared/', '#/shared/AAAA', '#/shared/____', '#/shared/x'])('%s is told to be broken', async (hash) => {
    await expect(received(hash)).rejects.toThrow('the link is not complete');
  });
  it('that was cut on its way is told to be broken', async () => {
    await expect(received(hashOf(await link()).slice(0, -40))).rejects.toThrow('the link is not complete');
  });
  it('that would fill the memory is not unpacked to its end', async () => {
    await expect(received(await carrying(' '.repeat(20_000_000)))).rejects.toThrow('the link is not complete');
  });
  it.each(['{"nbformat": 4, "cells": [null]}', '{"nbformat": 4, "cells": 7}', 'null'])(
    'with %s inside is no notebook',
    async (text) => expect(received(await carrying(text))).rejects.toThrow('it has no cells'),
  );
});
