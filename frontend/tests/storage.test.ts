import { expect, it } from 'vitest';
import { notebook } from '../src/core/cells/notebook';
import { newCell } from '../src/core/cells/state';
import { firstNotebook, load, save } from '../src/core/cells/storage';
import type { Job } from '../src/core/api/types';
import { sample } from './samples';

/** A Storage with room for so many characters. */
function room(most: number): Storage {
  const kept = new Map<string, string>();
  return {
    length: 0,
    clear: () => kept.clear(),
    key: () => null,
    removeItem: (key) => kept.delete(key),
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => {
      if (value.length > most) throw new DOMException('full', 'QuotaExceededError');
      kept.set(key, value);
    },
  };
}

function withOutput(text: string) {
  const job = sample<Job>('job-queued');
  const start = { ...firstNotebook(), cells: [newCell('a', 'print(1)')] };
  const at = '2026-11-02T08:00:00Z';
  return [
    { type: 'runSent', id: 'a', key: 'k' } as const,
    { type: 'runAccepted', key: 'k', job } as const,
    {
      type: 'eventArrived',
      jobId: job.id,
      event: { seq: 1, at, attempt: 1, type: 'output', output: { output_type: 'stream', name: 'stdout', text } },
    } as const,
  ].reduce(notebook, start);
}

it('brings back what it saved', () => {
  const storage = room(100_000);
  const state = withOutput('x');
  expect(save(storage, state)).toBe(true);
  expect(load(storage)).toEqual(state);
});

it('leaves out outputs that do not fit, to be read from the server again', () => {
  const storage = room(5_000);
  expect(save(storage, withOutput('x'.repeat(10_000)))).toBe(true);
  expect(load(storage).cells[0]).toMatchObject({
    code: 'print(1)',
    run: { status: 'QUEUED', lastSeq: 0, shown: { outputs: [] } },
  });
});

it('says so when nothing fits, and starts anew from nonsense', () => {
  const storage = room(10);
  expect(save(storage, withOutput('x'))).toBe(false);
  storage.setItem('cellhive.notebook.1', '{');
  expect(load(storage).cells.length).toBe(2);
});
