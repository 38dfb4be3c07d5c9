import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Api } from '../src/core/api/client';
import { Problem, sentenceOf } from '../src/core/api/problem';
import type { Job, JobRequest, ServerLimits } from '../src/core/api/types';
import { sample } from './samples';

interface Answer {
  status: number;
  type: string;
  body: string;
}

let server: Server;
let api: Api;
let answer: Answer;
let asked: { method: string; url: string; headers: IncomingMessage['headers']; body: string };

const problem = (status: number, body: object) => {
  answer = { status, type: 'application/problem+json', body: JSON.stringify(body) };
};
const failure = async (call: Promise<unknown>): Promise<Problem> => {
  const failed = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(failed instanceof Problem)) throw new Error('no problem was thrown');
  return failed;
};

beforeEach(async () => {
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      asked = { method, url, headers, body: Buffer.concat(parts).toString() };
      response.writeHead(answer.status, { 'Content-Type': answer.type }).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  api = new Api(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

it('submits with its key and reads the job', async () => {
  const job = sample<Job>('job-queued');
  answer = { status: 202, type: 'application/json', body: JSON.stringify(job) };
  const request: JobRequest = { code: '1', runtime: 'base', cell: 1, files: [], limits: { memory: '512m', cpu: 0.5 } };
  expect(await api.submit(request, 'key-1')).toEqual(job);
  expect(asked).toMatchObject({ method: 'POST', url: '/api/v1/jobs', headers: { 'idempotency-key': 'key-1' } });
  expect(JSON.parse(asked.body)).toEqual(request);
});

it('uploads the bytes of a file under its name', async () => {
  answer = { status: 201, type: 'application/json', body: '{"sha256":"ab","size":3}' };
  expect(await api.upload('a b&c.csv', new Blob(['x,y']))).toEqual({ sha256: 'ab', size: 3 });
  expect(asked).toMatchObject({ url: '/api/v1/files?name=a%20b%26c.csv', body: 'x,y' });
});

it('reads the limits', async () => {
  const limits = sample<ServerLimits>('limits');
  answer = { status: 200, type: 'application/json', body: JSON.stringify(limits) };
  expect(await api.limits()).toEqual(limits);
});

it('makes one sentence of a problem and its fields', async () => {
  problem(400, {
    title: 'Bad request',
    detail: 'The request is not right.',
    errors: [{ field: 'files[0].name', message: 'is too long' }],
  });
  const failed = await failure(api.limits());
  expect(failed).toMatchObject({ status: 400, passing: false });
  expect(failed.message).toBe('The request is not right. files[0].name is too long');
});

it('says the status when a proxy answers with a page of its own', async () => {
  answer = { status: 502, type: 'text/html', body: '<h1>Bad gateway</h1>' };
  const failed = await failure(api.job('job_1'));
  expect(failed.passing).toBe(true);
  expect(failed.message).toContain('502');
});

it('says so when the server cannot be reached', async () => {
  server.close();
  server.closeAllConnections();
  const failed = await failure(api.runtimes());
  expect(failed).toMatchObject({ status: 0, passing: true });
  expect(failed.message).toContain('cannot be reached');
});

it('has a sentence for what is no problem of the server', () => {
  expect(sentenceOf(new TypeError('x is undefined'))).not.toContain('undefined');
});

it('keeps folders in the address of an artifact and hides nothing else', () => {
  expect(new Api('').artifactUrl('job_1', 'out/a b?.csv')).toBe('/api/v1/jobs/job_1/artifacts/out/a%20b%3F.csv');
});
