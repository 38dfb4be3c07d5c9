import { expect, it } from 'vitest';
import type { Api } from '../src/core/api/client';
import { Problem } from '../src/core/api/problem';
import type { Job } from '../src/core/api/types';
import { notebook, type Action } from '../src/core/cells/notebook';
import { newCell, newText, runOf, type Cell, type Notebook } from '../src/core/cells/state';
import { Runs } from '../src/core/cells/runs';
import type { Interpreter } from '../src/core/cells/submits';
import { firstNotebook } from '../src/core/library/migration';
import type { Stream } from '../src/core/stream/stream';
import { sample } from './samples';

const job = sample<Job>('job-queued');

const nobody: Interpreter = {
  ready: () => Promise.reject(new Error('no session was to be made')),
  forget: () => undefined,
  interrupt: () => Promise.resolve(false),
  ran: () => undefined,
};

/** Runs over a server that is played by `doors`; everything it is asked is written down. */
function playing(
  doors: { submit?: () => Promise<Job>; cancel?: () => Promise<Job> },
  cells: Cell[] = [newCell('a', 'print(1)')],
  session?: Interpreter,
) {
  let state: Notebook = { ...firstNotebook(), cells, alone: !session };
  const asked: string[] = [];
  const api = {
    cancel: (id: string) => (asked.push(`cancel ${id}`), (doors.cancel ?? (() => Promise.resolve(job)))()),
    job: () => Promise.resolve(job),
  } as unknown as Api;
  const stream = {
    submit: () => (asked.push('submit'), (doors.submit ?? (() => Promise.resolve(job)))()),
    follow: (id: string, after: number) => asked.push(`follow ${id} ${after}`),
    unfollow: (id: string) => asked.push(`unfollow ${id}`),
  } as unknown as Stream;
  const dispatch = (action: Action) => {
    state = notebook(state, action);
  };
  const runs = new Runs(
    api,
    () => stream,
    () => state,
    dispatch,
    session ?? nobody,
  );
  return {
    runs,
    asked,
    dispatch,
    cell: () => state.cells[0],
    run: () => runOf(state.cells[0]),
    cells: () => state.cells,
  };
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 20));

it('submits and follows from the start', async () => {
  const { runs, asked, run } = playing({});
  void runs.run('a');
  expect(run()?.status).toBe('SENDING');
  await soon();
  expect(asked).toEqual(['submit', `follow ${job.id} 0`]);
  expect(run()).toMatchObject({ status: 'QUEUED', jobId: job.id, position: 3 });
});

it('does not lose a stop that was pressed while the run was on its way', async () => {
  let accept: (job: Job) => void = () => undefined;
  const { runs, asked, run } = playing({ submit: () => new Promise((resolve) => (accept = resolve)) });
  void runs.run('a');
  await runs.stop('a');
  expect(asked).toEqual(['submit']);
  accept(job);
  await soon();
  expect(asked).toEqual(['submit', `follow ${job.id} 0`, `cancel ${job.id}`]);
  expect(run()?.stopping).toBe(true);
});

it('says why a stop did not work and lets it be pressed again', async () => {
  const { runs, run } = playing({ cancel: () => Promise.reject(new Problem(503, 'The queue is down.')) });
  void runs.run('a');
  await soon();
  await runs.stop('a');
  expect(run()).toMatchObject({ stopping: false, message: 'The queue is down.' });
});

it('says why it was refused, at once where a repeat would not help', async () => {
  const { runs, asked, run } = playing({ submit: () => Promise.reject(new Problem(413, 'The code is too long.')) });
  expect(await runs.run('a')).toMatchObject({ status: 'REFUSED' });
  expect(run()?.message).toBe('The code is too long.');
  expect(asked).toEqual(['submit']);
});

it('tries again where a failure passes', async () => {
  let tries = 0;
  const { runs, run } = playing({
    submit: () => (++tries === 1 ? Promise.reject(new Problem(503, 'Busy.')) : Promise.resolve(job)),
  });
  void runs.run('a');
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect([tries, run()?.status]).toEqual([2, 'QUEUED']);
});

it('a running cell that is deleted stops, and goes on being told of after an undo', async () => {
  const { runs, asked, cell, run, dispatch } = playing({});
  void runs.run('a');
  await soon();
  const kept = cell();
  if (!kept) throw new Error('no cell');
  runs.remove('a');
  expect(cell()).toBeUndefined();
  runs.restore(0, kept);
  const at = '2026-11-02T08:00:00Z';
  const event = { seq: 1, at, attempt: 0, type: 'status', status: 'CANCELLED', reason: null, message: null } as const;
  dispatch({ type: 'eventArrived', jobId: job.id, event });
  expect(asked.slice(2)).toEqual([`cancel ${job.id}`, `unfollow ${job.id}`, `follow ${job.id} 0`]);
  expect(run()?.status).toBe('CANCELLED');
});

it('stops a run whose cell was deleted while it was on its way', async () => {
  let accept: (job: Job) => void = () => undefined;
  const { runs, asked } = playing({ submit: () => new Promise((resolve) => (accept = resolve)) });
  void runs.run('a');
  await soon();
  runs.remove('a');
  accept(job);
  await soon();
  expect(asked).toEqual(['submit', `cancel ${job.id}`]);
});

/** A server on which each job ends as soon as it was submitted. */
function ending(ends: ('SUCCEEDED' | 'FAILED')[], cells: Cell[]) {
  let count = 0;
  const played = playing({ submit: () => Promise.resolve({ ...job, id: `job_${++count}` }) }, cells);
  const at = '2026-11-02T08:00:00Z';
  const timer = setInterval(() => {
    for (const run of played.cells().map(runOf)) {
      if (run?.status !== 'QUEUED' || run.jobId === null) continue;
      const status = ends[Number(run.jobId.slice(4)) - 1] ?? 'SUCCEEDED';
      const event = { seq: 1, at, attempt: 1, type: 'status', status, reason: null, message: null } as const;
      played.dispatch({ type: 'eventArrived', jobId: run.jobId, event });
      void played.runs.ended(run.jobId, null);
    }
  }, 1);
  return { ...played, done: () => clearInterval(timer), submitted: () => count };
}

const statuses = (cells: Cell[]) =>
  cells.map((cell) => (cell.kind === 'code' && cell.skipped ? 'skipped' : runOf(cell)?.status));
const three = () => [
  newCell('a', '1'),
  newText('t', 'between'),
  newCell('b', '2'),
  newCell('e', ' '),
  newCell('c', '3'),
];

it('run all takes the code cells in order and leaves out empty ones', async () => {
  const { runs, cells, done, submitted } = ending([], three());
  await runs.runAll();
  expect([submitted(), statuses(cells())]).toEqual([3, ['SUCCEEDED', undefined, 'SUCCEEDED', undefined, 'SUCCEEDED']]);
  done();
});

it('run all stops at the first error, and the rest says that it was not executed', async () => {
  const { runs, cells, done } = ending(['FAILED'], three());
  await runs.runAll();
  expect(statuses(cells())).toEqual(['FAILED', undefined, 'skipped', undefined, 'skipped']);
  done();
});

it('runs from a cell on', async () => {
  const { runs, cells, done } = ending([], three());
  await runs.runAll('b');
  expect(statuses(cells())).toEqual([undefined, undefined, 'SUCCEEDED', undefined, 'SUCCEEDED']);
  done();
});

it('starts nothing more after stop, also when the running cell came to a good end', async () => {
  const { runs, cells, done } = ending([], three());
  const all = runs.runAll();
  await runs.stopEverything();
  await all;
  expect(statuses(cells())).toEqual(['SUCCEEDED', undefined, 'skipped', undefined, 'skipped']);
  done();
});
