import { describe, expect, it } from 'vitest';
import { Problem } from '../src/core/api/problem';
import { notebook, type Action } from '../src/core/cells/notebook';
import { emptyNotebook } from '../src/core/library/migration';
import type { ServerLimits } from '../src/core/api/types';
import type { FileState } from '../src/core/cells/state';
import { objection, upload as send, used } from '../src/core/cells/uploads';
import { sample } from './samples';

const { upload } = sample<ServerLimits>('limits');
const ready = (name: string, size: number): FileState => ({ name, size, state: 'ready', sha256: 's' });

it('takes a file of exactly the limit and refuses one byte more', () => {
  expect(objection('a', upload.singleFileBytes, [], upload)).toBeNull();
  expect(objection('a', upload.singleFileBytes + 1, [], upload)).toContain('5\u202fMB limit for one file');
});

it('has no single limit when that is 0', () => {
  expect(objection('a', upload.totalBytes, [], { ...upload, singleFileBytes: 0 })).toBeNull();
});

it('counts all files towards the total, refused ones not', () => {
  const others = [ready('a', upload.totalBytes - 10), { name: 'b', size: 99, state: 'refused', why: '' } as FileState];
  expect(used(others)).toBe(upload.totalBytes - 10);
  expect(objection('c', 10, others, upload)).toBeNull();
  expect(objection('c', 11, others, upload)).toContain('50\u202fMB limit for all files');
});

it('replaces a file of the same name, whose size counts no more', () => {
  const old = [ready('a', upload.totalBytes)];
  expect(objection('a', 10, old, upload)).toBeNull();
  expect(objection('b', 10, old, upload)).toContain('50\u202fMB limit for all files');
});

describe('an upload', () => {
  /** A page with these files, and a server that answers as it is told. */
  function page(files: FileState[], answer: () => Promise<{ sha256: string; size: number }>) {
    let now = files;
    const dispatch = (action: Action) => {
      now = notebook({ ...emptyNotebook(), files: now }, action).files;
    };
    const api = {
      upload: (_name: string, _bytes: Blob, progress?: (sent: number) => void) => (progress?.(2), answer()),
    };
    const add = (name: string, size = 3) =>
      send(api, new File([new Uint8Array(size)], name), () => now, { ...upload, singleFileBytes: 10 }, dispatch);
    return { add, dispatch, files: () => now };
  }

  it('tells how far it is, and then that it is there', async () => {
    const { add, files } = page([], () => {
      expect(files()).toEqual([{ name: 'a', size: 3, state: 'uploading', sent: 2 }]);
      return Promise.resolve({ sha256: 's', size: 3 });
    });
    expect(await add('a')).toEqual({ state: 'ready' });
    expect(files()).toEqual([ready('a', 3)]);
  });

  it('that was removed on its way stays removed', async () => {
    const { add, files, dispatch } = page([], () => {
      dispatch({ type: 'fileRemoved', name: 'a' });
      return Promise.resolve({ sha256: 's', size: 3 });
    });
    expect(await add('a')).toEqual({ state: 'removed' });
    expect(files()).toEqual([]);
  });

  it('that is refused leaves the file that was there', async () => {
    const { add, files } = page([ready('a', 3)], () => Promise.reject(new Problem(507, 'Full.')));
    expect(await add('a', 11)).toMatchObject({ state: 'refused' });
    expect(await add('a')).toEqual({ state: 'refused', why: 'Full.' });
    expect(files()).toEqual([ready('a', 3)]);
  });
});
