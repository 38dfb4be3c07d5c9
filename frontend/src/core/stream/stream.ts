import type { Api } from '../api/client';
import { problemIn, unreachable, type Problem, type ProblemDetails } from '../api/problem';
import type { Job, JobEvent, JobRequest } from '../api/types';
import { Poller } from './poller';

export type Connection = { kind: 'connecting' | 'live' | 'polling' } | { kind: 'offline'; since: number };

export interface Listener {
  event(jobId: string, event: JobEvent): void;
  /** Nothing follows for this job: it has ended, or the server knows it no more (then with a sentence). */
  end(jobId: string, problem: string | null): void;
  connection(now: Connection): void;
}

type ServerMessage =
  | { type: 'event'; jobId: string; event: JobEvent }
  | { type: 'end'; jobId: string; lastSeq: number }
  | { type: 'pong' }
  | { type: 'submitted'; request: string; job: Job }
  | { type: 'problem'; jobId: string | null; request: string | null; problem: ProblemDetails };

interface Asked {
  taken(job: Job): void;
  refused(problem: Problem): void;
}

const RETRY_MS = [500, 1000, 2000, 5000, 10_000];
const PING_MS = 15_000;
const ANSWER_MS = 5_000;
const FOLLOW_AGAIN_MS = 2_000;
/** Well below what a server takes in one message; what is longer goes by HTTP. */
const LONGEST_MESSAGE = 100_000;

/**
 * Submits jobs and follows any number of them: over one WebSocket while it answers, by HTTP and long polling while it does
 * not (school proxies block WebSockets). Whichever door an event comes through, each is told once and in order.
 */
export class Stream {
  private readonly seen = new Map<string, number>();
  private readonly asked = new Map<string, Asked>();
  private requests = 0;
  private readonly poller: Poller;
  private socket: WebSocket | null = null;
  private answered = false;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private closed = false;

  constructor(
    private readonly api: Api,
    private readonly listener: Listener,
  ) {
    this.poller = new Poller(api, {
      events: (jobId, events) => events.forEach((event) => this.take(jobId, event)),
      end: (jobId, problem) => this.finish(jobId, problem),
      reached: (yes) => this.reached(yes),
    });
    listener.connection({ kind: 'connecting' });
    void this.connect();
  }

  /** Brings a job to the server; rejects with a Problem. A repeat with the same key is harmless. */
  submit(job: JobRequest, key: string): Promise<Job> {
    const request = String(++this.requests);
    const message = { type: 'submit', request, key, job };
    if (!this.answered || JSON.stringify(message).length > LONGEST_MESSAGE) return this.api.submit(job, key);
    return new Promise((taken, refused) => {
      this.asked.set(request, { taken, refused });
      this.say(message);
      this.expectAnswer();
    });
  }

  /** Events after this number will be told, then the end. */
  follow(jobId: string, after: number): void {
    this.seen.set(jobId, after);
    if (this.answered) this.say({ type: 'follow', jobId, after });
    else this.poller.follow(jobId, after);
  }

  unfollow(jobId: string): void {
    this.seen.delete(jobId);
    this.poller.unfollow(jobId);
    if (this.answered) this.say({ type: 'unfollow', jobId });
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.poller.close();
    this.socket?.close();
  }

  private async connect(): Promise<void> {
    let socket: WebSocket;
    try {
      await this.api.introduced();
      if (this.closed) return;
      socket = new WebSocket(this.api.streamUrl());
    } catch {
      this.lost();
      return;
    }
    this.socket = socket;
    this.expectAnswer();
    socket.onopen = () => this.say({ type: 'ping' });
    socket.onmessage = (message) => this.heard(String(message.data));
    // why empty: a close follows every error.
    socket.onerror = () => undefined;
    socket.onclose = () => {
      if (this.socket === socket) this.lost();
    };
  }

  /** A proxy may accept the socket and swallow what goes over it: only an answer counts. */
  private expectAnswer(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const silent = this.socket;
      this.lost();
      silent?.close();
    }, ANSWER_MS);
  }

  private heard(text: string): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.say({ type: 'ping' });
      this.expectAnswer();
    }, PING_MS);
    if (!this.answered) this.opened();
    const message = JSON.parse(text) as ServerMessage;
    switch (message.type) {
      case 'event':
        return this.take(message.jobId, message.event);
      case 'end':
        return this.finish(message.jobId, null);
      case 'submitted':
        return this.answer(message.request)?.taken(message.job);
      case 'problem':
        if (message.request) return this.answer(message.request)?.refused(problemIn(message.problem));
        return message.jobId === null ? undefined : this.troubled(message.jobId, problemIn(message.problem));
      case 'pong':
        return;
    }
  }

  /** A server in trouble says nothing about the job: asked again. Else it does not know the job, and will not. */
  private troubled(jobId: string, problem: Problem): void {
    if (!problem.passing) return this.finish(jobId, problem.message);
    setTimeout(() => {
      const after = this.seen.get(jobId);
      if (after !== undefined && this.answered) this.say({ type: 'follow', jobId, after });
    }, FOLLOW_AGAIN_MS);
  }

  private answer(request: string): Asked | undefined {
    const asked = this.asked.get(request);
    this.asked.delete(request);
    return asked;
  }

  private opened(): void {
    this.answered = true;
    this.failures = 0;
    this.poller.close();
    this.listener.connection({ kind: 'live' });
    for (const [jobId, after] of this.seen) this.say({ type: 'follow', jobId, after });
  }

  private lost(): void {
    this.socket = null;
    this.answered = false;
    for (const request of [...this.asked.keys()]) this.answer(request)?.refused(unreachable());
    if (this.closed) return;
    for (const [jobId, after] of this.seen) this.poller.follow(jobId, after);
    this.poller.probe();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.connect(), RETRY_MS[Math.min(this.failures++, RETRY_MS.length - 1)]);
  }

  private reached(yes: boolean): void {
    if (!this.answered && !this.closed)
      this.listener.connection(yes ? { kind: 'polling' } : { kind: 'offline', since: Date.now() });
  }

  private take(jobId: string, event: JobEvent): void {
    const seen = this.seen.get(jobId);
    if (seen === undefined || event.seq !== seen + 1) return;
    this.seen.set(jobId, event.seq);
    this.listener.event(jobId, event);
  }

  private finish(jobId: string, problem: string | null): void {
    this.poller.unfollow(jobId);
    if (this.seen.delete(jobId)) this.listener.end(jobId, problem);
  }

  private say(message: object): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }
}
