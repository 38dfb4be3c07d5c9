import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Api } from '../src/core/api/client';
import type { SessionInfo } from '../src/core/api/sessions';
import { NotebookSession } from '../src/core/session/session';
import { noSession, restartAsked, type SessionState, type Wanted } from '../src/core/session/state';

const info = (id: string, change: Partial<SessionInfo> = {}): SessionInfo => ({
  id,
  runtime: 'base',
  status: 'idle',
  limits: {
    memoryBytes: 512 << 20,
    cpu: 0.5,
    wallClockMs: 1,
    processes: 1,
    outputBytes: 1,
    workspaceBytes: 1,
  },
  nextLimits: null,
  executionCount: 0,
  epoch: 0,
  createdAt: '2026-11-02T08:00:00Z',
  usedAt: '2026-11-02T08:00:00Z',
  files: [],
  cells: [],
  ...change,
});

let server: Server;
let asked: string[];
let held: Record<string, Promise<void>>;
let answers: Record<string, [number, unknown][]>;
let wanted: Wanted;
let state: SessionState;
let session: NotebookSession;

/** Answers each call from `answers`, the last one again and again, those that are held later; what is not there is a 404. */
beforeEach(async () => {
  asked = [];
  held = {};
  answers = { 'GET /api/v1/limits': [[200, {}]] };
  server = createServer((request, response) => {
    const call = `${request.method} ${request.url}`;
    if (!call.endsWith('/limits')) asked.push(call);
    request.resume().on('end', async () => {
      const list = answers[call] ?? [];
      const [status, body] = (list.length > 1 ? list.shift() : list[0]) ?? [404, { title: 'Not found' }];
      await held[call];
      response
        .writeHead(status, { 'Content-Type': 'application/json' })
        .end(status === 204 ? '' : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const api = new Api(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  wanted = { sessionId: null, runtime: 'base', size: 'medium', files: [] };
  state = noSession;
  session = new NotebookSession(api.sessions, {
    wanted: () => wanted,
    remember: (sessionId) => (wanted = { ...wanted, sessionId }),
    tell: (change) => (state = { ...state, ...change }),
    state: () => state,
    bytes: (sha256) => api.file(sha256),
  });
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

describe('the session of a notebook', () => {
  it('is made once, with the first cell', async () => {
    answers['POST /api/v1/sessions'] = [[201, info('s1')]];
    expect(await Promise.all([session.ready(), session.ready()])).toEqual(['s1', 's1']);
    expect(asked).toEqual(['POST /api/v1/sessions']);
    expect([wanted.sessionId, state.info?.id]).toEqual(['s1', 's1']);
  });

  it('takes the place of one that the server has forgotten, and says so', async () => {
    wanted.sessionId = 'old';
    answers['POST /api/v1/sessions'] = [[201, info('new')]];
    expect(await session.ready()).toBe('new');
    expect(state.lost).toBe(true);
  });

  it('ends the one unused for longest when there are too many', async () => {
    answers['POST /api/v1/sessions'] = [
      [409, { detail: 'Too many.' }],
      [201, info('new')],
    ];
    answers['GET /api/v1/sessions'] = [[200, { sessions: [info('oldest'), info('other')] }]];
    answers['DELETE /api/v1/sessions/oldest'] = [[204, null]];
    expect(await session.ready()).toBe('new');
  });

  it('does not end one that works', async () => {
    answers['POST /api/v1/sessions'] = [[409, { detail: 'Too many.' }]];
    answers['GET /api/v1/sessions'] = [[200, { sessions: [info('oldest', { status: 'busy' })] }]];
    await expect(session.ready()).rejects.toThrow('Too many.');
  });

  it('gets the files that came since, and loses those that went', async () => {
    wanted = { ...wanted, sessionId: 's1', files: [{ name: 'a.csv', sha256: 'aa' }] };
    answers['GET /api/v1/sessions/s1'] = [[200, info('s1', { files: [{ name: 'b.csv', size: 1, sha256: 'bb' }] })]];
    answers['GET /api/v1/files/aa'] = [[200, {}]];
    answers['POST /api/v1/sessions/s1/files?name=a.csv'] = [[201, {}]];
    answers['DELETE /api/v1/sessions/s1/files/b.csv'] = [[204, null]];
    await session.ready();
    expect(asked).toContain('POST /api/v1/sessions/s1/files?name=a.csv');
    expect(asked).toContain('DELETE /api/v1/sessions/s1/files/b.csv');
  });

  it('says why a wish was not met', async () => {
    wanted.sessionId = 's1';
    answers['POST /api/v1/sessions/s1/rewind'] = [[409, { detail: 'A cell runs.' }]];
    expect(await session.rewind(2)).toBe(false);
    expect(state.trouble).toBe('A cell runs.');
  });

  it('is not taken for what it was before a restart by a late answer', async () => {
    wanted = { ...wanted, sessionId: 's1' };
    let arrive = () => {};
    held['GET /api/v1/sessions/s1'] = new Promise((resolve) => (arrive = resolve));
    answers['GET /api/v1/sessions/s1'] = [[200, info('s1', { epoch: 1 })]];
    answers['POST /api/v1/sessions/s1/restart'] = [[200, info('s1', { epoch: 2 })]];
    const looking = session.look();
    await session.restart();
    arrive();
    await looking;
    expect(state.info?.epoch).toBe(2);
  });
  it('makes way for another runtime with a restart', async () => {
    wanted = { ...wanted, sessionId: 's1', runtime: 'ml' };
    state = { ...state, info: info('s1') };
    answers['DELETE /api/v1/sessions/s1'] = [[204, null]];
    await session.restart();
    expect([wanted.sessionId, asked]).toEqual([null, ['DELETE /api/v1/sessions/s1']]);
  });
});

it('a restart is asked for when runtime or size are others than the session has', () => {
  expect(restartAsked(null, 'ml', 'xl')).toBe(false);
  expect(restartAsked(info('s'), 'base', 'medium')).toBe(false);
  expect(restartAsked(info('s'), 'base', 'large')).toBe(true);
  expect(restartAsked(info('s'), 'ml', 'medium')).toBe(true);
});
