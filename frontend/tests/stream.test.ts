import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { WebSocket as NodeWebSocket, WebSocketServer, type WebSocket as ServerSocket } from 'ws';
import { Api } from '../src/core/api/client';
import type { JobEvent } from '../src/core/api/types';
import { Stream, type Connection } from '../src/core/stream/stream';

const DONE = 6;

interface Said {
  type: string;
  after: number;
  jobId: string;
  request: string;
  key: string;
}

/** A server on loopback with one job of six events, whose doors can be shut: it plays the faults that the real one must not have. */
class Doors {
  socketsOpen = true;
  swallow = false;
  dropAfter = Infinity;
  httpOpen = true;
  known = true;
  /** Statuses of problems that the socket answers to the next follows. */
  troubles: number[] = [];
  follows: number[] = [];
  polls: number[] = [];
  /** Keys of submits over the socket, and through HTTP. */
  submits: string[] = [];
  posts: string[] = [];
  slowHello = 0;
  /** What came before the first answer, which carries the cookie. */
  early: string[] = [];
  private helloSaid = false;
  private readonly http: Server = createServer((request, answer) => {
    const url = new URL(request.url ?? '', 'http://x');
    answer.setHeader('Content-Type', 'application/json');
    if (!this.helloSaid) this.early.push(url.pathname);
    if (!this.httpOpen) return request.socket.destroy();
    if (request.method === 'POST') {
      this.posts.push(String(request.headers['idempotency-key']));
      return answer.end('{"id":"job_posted"}');
    }
    if (!url.pathname.endsWith('/events')) return setTimeout(() => this.hello(answer), this.slowHello);
    if (!this.known) {
      answer.statusCode = 404;
      return answer.end('{"title":"Not found","detail":"There is no such job."}');
    }
    const after = Number(url.searchParams.get('after'));
    this.polls.push(after);
    const events = all.slice(after, after + 2);
    return answer.end(JSON.stringify({ events, lastSeq: DONE, done: after + events.length === DONE }));
  });
  private readonly sockets = new WebSocketServer({ noServer: true });

  async start(): Promise<string> {
    this.http.on('upgrade', (request, socket, head) => {
      if (!this.helloSaid) this.early.push('socket');
      if (!this.socketsOpen) return socket.destroy();
      return this.sockets.handleUpgrade(request, socket, head, (open) => this.serve(open));
    });
    await new Promise<void>((resolve) => this.http.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  private hello(answer: ServerResponse): void {
    this.helloSaid = true;
    answer.end('{}');
  }

  private serve(socket: ServerSocket): void {
    socket.on('message', (data) => {
      if (this.swallow) return;
      const message = JSON.parse(String(data)) as Said;
      if (message.type === 'ping') return socket.send('{"type":"pong"}');
      if (message.type === 'submit') return this.take(socket, message);
      if (message.type !== 'follow') return;
      this.follows.push(message.after);
      const status = this.troubles.shift();
      if (status !== undefined) {
        const problem = { status, title: 'Trouble', detail: `Trouble ${status}.` };
        return socket.send(JSON.stringify({ type: 'problem', jobId: message.jobId, problem }));
      }
      for (const event of all.slice(message.after)) {
        if (event.seq > this.dropAfter) return socket.terminate();
        socket.send(JSON.stringify({ type: 'event', jobId: message.jobId, event }));
      }
      socket.send(JSON.stringify({ type: 'end', jobId: message.jobId, lastSeq: DONE }));
    });
  }

  private take(socket: ServerSocket, { request, key }: Said): void {
    if (this.dropAfter === 0) return socket.terminate();
    this.submits.push(key);
    const status = this.troubles.shift();
    const problem = {
      status,
      title: 'Trouble',
      detail: 'code must be given',
      errors: [{ field: 'code', message: 'must be given' }],
    };
    const answer =
      status === undefined
        ? { type: 'submitted', job: { id: `job_${key}` } }
        : { type: 'problem', jobId: null, problem };
    socket.send(JSON.stringify({ ...answer, request }));
  }

  stop(): void {
    this.sockets.clients.forEach((client) => client.terminate());
    this.http.closeAllConnections();
    this.http.close();
  }
}

const all: JobEvent[] = Array.from({ length: DONE }, (_, i) => ({
  seq: i + 1,
  at: '2026-11-02T08:00:00Z',
  attempt: 1,
  type: 'output',
  output: { output_type: 'stream', name: 'stdout', text: `${i}` },
}));

let doors: Doors;
let stream: Stream;
let events: number[];
let ends: (string | null)[];
let connections: Connection['kind'][];

async function open(): Promise<void> {
  const base = await doors.start();
  stream = new Stream(new Api(base), {
    event: (_, event) => events.push(event.seq),
    end: (_, problem) => ends.push(problem),
    connection: (now) => connections.push(now.kind),
  });
}

const ended = () => vi.waitFor(() => expect(ends).toHaveLength(1), { timeout: 10_000 });

beforeEach(() => {
  vi.stubGlobal('WebSocket', NodeWebSocket);
  doors = new Doors();
  [events, ends, connections] = [[], [], []];
});
afterEach(() => {
  stream.close();
  doors.stop();
  vi.unstubAllGlobals();
});

it('follows over the socket', async () => {
  await open();
  await vi.waitFor(() => expect(connections.at(-1)).toBe('live'));
  stream.follow('job_1', 0);
  await ended();
  expect(events).toEqual([1, 2, 3, 4, 5, 6]);
  expect(doors.polls).toEqual([]);
});

it('goes on where it was after a lost socket, with no gap and no repeat', async () => {
  doors.dropAfter = 3;
  await open();
  await vi.waitFor(() => expect(connections.at(-1)).toBe('live'));
  doors.httpOpen = false;
  stream.follow('job_1', 0);
  await vi.waitFor(() => expect(events).toEqual([1, 2, 3]));
  doors.dropAfter = Infinity;
  await ended();
  expect(events).toEqual([1, 2, 3, 4, 5, 6]);
  expect(doors.follows.at(-1)).toBe(3);
});

it('asks alone first, so that one browser does not become several owners', async () => {
  doors.slowHello = 200;
  await open();
  stream.follow('job_1', 0);
  await ended();
  expect(doors.early).toEqual(['/api/v1/limits']);
});

it('polls by itself where sockets are refused', async () => {
  doors.socketsOpen = false;
  await open();
  stream.follow('job_1', 0);
  await ended();
  expect(events).toEqual([1, 2, 3, 4, 5, 6]);
  expect(connections).toContain('polling');
});

it('polls where a proxy takes the socket and swallows what goes over it', async () => {
  doors.swallow = true;
  await open();
  stream.follow('job_1', 2);
  await ended();
  expect(events).toEqual([3, 4, 5, 6]);
});

it('says when the server cannot be reached, and goes on when it is back', async () => {
  doors.socketsOpen = false;
  doors.httpOpen = false;
  await open();
  stream.follow('job_1', 0);
  await vi.waitFor(() => expect(connections.at(-1)).toBe('offline'));
  doors.httpOpen = true;
  await ended();
  expect(events).toEqual([1, 2, 3, 4, 5, 6]);
});

it('ends with the sentence of the server when it does not know the job', async () => {
  doors.socketsOpen = false;
  doors.known = false;
  await open();
  stream.follow('job_1', 0);
  await ended();
  expect(ends).toEqual(['There is no such job.']);
});

it('asks again when the server is in trouble, and believes it when it knows no such job', async () => {
  doors.troubles = [503];
  await open();
  await vi.waitFor(() => expect(connections.at(-1)).toBe('live'));
  stream.follow('job_1', 0);
  await ended();
  expect([events.length, ends]).toEqual([6, [null]]);
  doors.troubles = [404];
  stream.follow('job_2', 0);
  await vi.waitFor(() => expect(ends).toEqual([null, 'Trouble 404.']));
});

it('goes back from polling to the socket when sockets work again', async () => {
  doors.socketsOpen = false;
  await open();
  await vi.waitFor(() => expect(connections.at(-1)).toBe('polling'));
  doors.socketsOpen = true;
  await vi.waitFor(() => expect(connections.at(-1)).toBe('live'), { timeout: 10_000 });
});

const job = { code: 'print(1)', cell: 1, files: [] };
const live = () => vi.waitFor(() => expect(connections.at(-1)).toBe('live'), { timeout: 10_000 });

it('submits over the socket, several at a time', async () => {
  await open();
  await live();
  const taken = await Promise.all([stream.submit(job, 'a'), stream.submit(job, 'b')]);
  expect(taken.map(({ id }) => id)).toEqual(['job_a', 'job_b']);
  expect([doors.submits, doors.posts]).toEqual([['a', 'b'], []]);
});

it('submits by HTTP before the socket answers, and what is too long for it', async () => {
  doors.socketsOpen = false;
  await open();
  expect((await stream.submit(job, 'early')).id).toBe('job_posted');
  doors.socketsOpen = true;
  await live();
  expect((await stream.submit({ ...job, code: '#'.repeat(200_000) }, 'long')).id).toBe('job_posted');
  expect([doors.submits, doors.posts]).toEqual([[], ['early', 'long']]);
});

it('says what the server does not take', async () => {
  await open();
  await live();
  doors.troubles = [400];
  await expect(stream.submit(job, 'bad')).rejects.toMatchObject({
    status: 400,
    message: 'code must be given',
    passing: false,
  });
});

it('gives a submit back when the socket is lost before the answer', async () => {
  await open();
  await live();
  doors.dropAfter = 0;
  await expect(stream.submit(job, 'lost')).rejects.toMatchObject({ status: 0, passing: true });
  expect((await stream.submit(job, 'lost')).id).toBe('job_posted');
});

it('gives a submit back where a proxy begins to swallow what goes over the socket', async () => {
  await open();
  await live();
  doors.swallow = true;
  await expect(stream.submit(job, 'lost')).rejects.toMatchObject({ passing: true });
});
