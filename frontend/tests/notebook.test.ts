import { describe, expect, it } from 'vitest';
import type { Job, JobEvent, JobStatus, Output } from '../src/core/api/types';
import { notebook, type Action } from '../src/core/cells/notebook';
import { isActive, newCell, runOf as runOfCell, sourceOf, type Notebook } from '../src/core/cells/state';
import { withoutOutputs } from '../src/core/library/journal';
import { sample } from './samples';

const empty: Notebook = {
  title: 't',
  runtime: 'base',
  size: 'medium',
  files: [],
  sessionId: null,
  alone: true,
  cells: [newCell('a', '1'), newCell('b', '2')],
};
const job = sample<Job>('job-queued');
const after = (...actions: Action[]) => actions.reduce(notebook, empty);
const started: Action[] = [
  { type: 'runSent', id: 'a', key: 'k' },
  { type: 'runAccepted', key: 'k', job },
];
const status = (seq: number, value: JobStatus, attempt: number): Action => ({
  type: 'eventArrived',
  jobId: job.id,
  event: { seq, at: '2026-11-02T08:00:00Z', attempt, type: 'status', status: value, reason: null, message: null },
});
const output = (seq: number, shown: Output, attempt = 1): Action => ({
  type: 'eventArrived',
  jobId: job.id,
  event: { seq, at: '2026-11-02T08:00:00Z', attempt, type: 'output', output: shown },
});
const text = (value: string): Output => ({ output_type: 'stream', name: 'stdout', text: value });
const runOf = (state: Notebook) => {
  const run = runOfCell(state.cells[0]);
  if (!run) throw new Error('no run');
  return run;
};

describe('a run', () => {
  it('knows its place in line from the job and forgets it when it starts', () => {
    const waiting = after(...started);
    expect(runOf(waiting)).toMatchObject({ status: 'QUEUED', position: 3 });
    expect(isActive(runOf(waiting))).toBe(true);
    expect(runOf(after(...started, status(1, 'QUEUED', 0), status(2, 'RUNNING', 1))).position).toBeNull();
  });

  it('drops events that come twice or out of order', () => {
    const once = [...started, status(1, 'QUEUED', 0), status(2, 'RUNNING', 1), output(3, text('x'))];
    expect(after(...once, output(3, text('x')), output(2, text('y')), output(9, text('z')))).toEqual(after(...once));
  });

  it('forgets the outputs of a lost attempt', () => {
    const run = runOf(
      after(
        ...started,
        status(1, 'QUEUED', 0),
        status(2, 'RUNNING', 1),
        output(3, text('old')),
        status(4, 'RUNNING', 2),
        output(5, text('new'), 2),
      ),
    );
    expect(run.shown.outputs).toEqual([text('new')]);
    expect(run.attempt).toBe(2);
  });

  it('keeps its status when its job was read before the events arrived', () => {
    const succeeded = { ...sample<Job>('job-succeeded'), id: job.id };
    const run = runOf(
      after(...started, status(1, 'QUEUED', 0), status(2, 'RUNNING', 1), { type: 'jobRead', job: succeeded }),
    );
    expect(run).toMatchObject({ status: 'RUNNING', wallMs: 420, peakMemoryBytes: 150994944 });
  });

  it('keeps the question that nobody answered in time, and no other', () => {
    const asked: Action = {
      type: 'eventArrived',
      jobId: job.id,
      event: { ...sample<JobEvent & { type: 'input_request' }>('event-input_request'), seq: 3 },
    };
    const answered: Action = {
      type: 'eventArrived',
      jobId: job.id,
      event: { ...sample<JobEvent & { type: 'input_reply' }>('event-input_reply'), seq: 4 },
    };
    const running = [...started, status(1, 'QUEUED', 0), status(2, 'RUNNING', 1), asked];
    const unanswered = runOf(after(...running, status(4, 'TIMED_OUT', 1)));
    expect(unanswered.question).not.toBeNull();
    // why: it is read again from its first event on, and must not ask meanwhile.
    expect(withoutOutputs({ ...newCell('a'), run: unanswered }).run?.question).toBeNull();
    expect(runOf(after(...running, answered, status(5, 'TIMED_OUT', 1))).question).toBeNull();
    expect(runOf(after(...running, status(4, 'CANCELLED', 1))).question).toBeNull();
    expect(runOf(after(...running, status(4, 'RUNNING', 2))).question).toBeNull();
  });

  it('says why it was refused', () => {
    const run = runOf(
      after({ type: 'runSent', id: 'a', key: 'k' }, { type: 'runRefused', key: 'k', why: 'Too long.' }),
    );
    expect(run).toMatchObject({ status: 'REFUSED', message: 'Too long.' });
  });

  it('takes the shared samples in order', () => {
    const events = [
      sample<JobEvent>('event-status'),
      { ...sample<JobEvent>('event-output-stream'), seq: 2 },
      { ...sample<JobEvent>('event-artifact'), seq: 3 },
    ];
    const run = runOf(
      after(...started, ...events.map((event): Action => ({ type: 'eventArrived', jobId: job.id, event }))),
    );
    expect(run.shown.outputs).toEqual([text('İyi günler 🐝\n')]);
    expect(run.artifacts.map((artifact) => artifact.name)).toEqual(['monthly.xlsx']);
  });
});

describe('outputs', () => {
  const shown = (...outputs: Output[]) =>
    runOf(
      after(
        ...started,
        status(1, 'QUEUED', 0),
        status(2, 'RUNNING', 1),
        ...outputs.map((one, i) => output(i + 3, one)),
      ),
    ).shown.outputs;

  it('joins text of one stream and keeps stdout and stderr apart', () => {
    const careful = sample<Output>('output-stream');
    expect(shown(text('a'), text('b'), careful, text('c'))).toEqual([text('ab'), careful, text('c')]);
  });

  it('clears at once, or when the next output comes', () => {
    const later = sample<Output>('output-clear_output');
    expect(shown(text('a'), later)).toEqual([text('a')]);
    expect(shown(text('a'), later, text('b'))).toEqual([text('b')]);
    expect(shown(text('a'), { output_type: 'clear_output', wait: false })).toEqual([]);
  });

  it('updates a display in its place', () => {
    const first = sample<Output>('output-display_data');
    const update = sample<Output>('output-update_display_data');
    expect(shown(first, text('x'), update)).toMatchObject([
      { output_type: 'display_data', data: { 'text/plain': '2' } },
      text('x'),
    ]);
  });

  it('updates a display that an earlier cell made, once', () => {
    const made = after(
      ...started,
      output(1, sample<Output>('output-display_data')),
      { type: 'runSent', id: 'b', key: 'later' },
      { type: 'runAccepted', key: 'later', job: { ...job, id: 'job_later' } },
    );
    const arrived = (seq: number): Action => ({
      ...(output(seq, sample<Output>('output-update_display_data')) as Action & { type: 'eventArrived' }),
      jobId: 'job_later',
    });
    expect(runOf(notebook(made, arrived(2))).shown).toEqual(runOf(made).shown);
    const now = notebook(made, arrived(1));
    expect(runOf(now).shown.outputs).toMatchObject([{ output_type: 'display_data', data: { 'text/plain': '2' } }]);
    expect(runOfCell(now.cells[1])?.shown.outputs).toEqual([]);
  });
});

describe('cells and files', () => {
  it('are added, moved, edited and deleted', () => {
    const state = after(
      { type: 'cellAdded', index: 1, cell: newCell('c') },
      { type: 'cellMoved', id: 'c', by: -1 },
      { type: 'cellMoved', id: 'c', by: -1 },
      { type: 'codeEdited', id: 'c', code: 'x' },
      { type: 'cellDeleted', id: 'a' },
    );
    expect(state.cells.map((cell) => [cell.id, sourceOf(cell)])).toEqual([
      ['c', 'x'],
      ['b', '2'],
    ]);
  });

  it('go where they are dropped, and nowhere past the ends', () => {
    const three: Action = { type: 'cellAdded', index: 2, cell: newCell('c') };
    const order = (...actions: Action[]) => after(three, ...actions).cells.map((cell) => cell.id);
    expect(order({ type: 'cellMovedTo', id: 'a', index: 2 })).toEqual(['b', 'c', 'a']);
    expect(order({ type: 'cellMovedTo', id: 'c', index: 0 })).toEqual(['c', 'a', 'b']);
    expect(order({ type: 'cellMovedTo', id: 'c', index: 9 }, { type: 'cellMoved', id: 'a', by: -1 })).toEqual([
      'a',
      'b',
      'c',
    ]);
  });

  it('turn from code into text and back with what they say', () => {
    const text = after({ type: 'cellTurned', id: 'a', kind: 'markdown' });
    expect(text.cells[0]).toEqual({ id: 'a', kind: 'markdown', collapsed: false, text: '1', pictures: [] });
    expect(notebook(text, { type: 'cellTurned', id: 'a', kind: 'code' })).toEqual(empty);
  });

  it('say that they were skipped until they run', () => {
    const skipped = after({ type: 'runsSkipped', ids: ['b'] });
    expect(skipped.cells.map((cell) => cell.kind === 'code' && cell.skipped)).toEqual([false, true]);
    expect(notebook(skipped, { type: 'runSent', id: 'b', key: 'k' }).cells[1]).toMatchObject({ skipped: false });
  });

  it('a file is replaced by its newer state', () => {
    const state = after(
      { type: 'fileChanged', file: { name: 'f', size: 1, state: 'uploading', sent: 0 } },
      { type: 'fileChanged', file: { name: 'f', size: 1, state: 'ready', sha256: 's' } },
    );
    expect(state.files).toEqual([{ name: 'f', size: 1, state: 'ready', sha256: 's' }]);
    expect(notebook(state, { type: 'fileRemoved', name: 'f' }).files).toEqual([]);
  });
});
