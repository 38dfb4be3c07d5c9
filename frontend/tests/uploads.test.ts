import { expect, it } from 'vitest';
import type { ServerLimits } from '../src/core/api/types';
import type { FileState } from '../src/core/cells/state';
import { objection, used } from '../src/core/cells/uploads';
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
