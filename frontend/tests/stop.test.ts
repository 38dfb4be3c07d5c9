import { describe, expect, it } from 'vitest';
import type { FailureReason, JobStatus, Limits } from '../src/core/api/types';
import { allowedSizes, larger } from '../src/core/runtime/sizes';
import { stopOf } from '../src/core/verdict/stop';
import { verdict } from '../src/core/words/verdict';

const limits: Limits = {
  memoryBytes: 512 << 20,
  cpu: 0.5,
  wallClockMs: 60_000,
  processes: 50,
  outputBytes: 1 << 20,
  workspaceBytes: 128 << 20,
};
const usage = {
  wallMs: 60_100,
  cpuMs: 1,
  peakMemoryBytes: 500 << 20,
  outputBytes: 9 << 20,
  queuedMs: 0,
  container: null,
};
const ended = (status: JobStatus, reason: FailureReason | null, message: string | null = null) =>
  stopOf({ status, reason, message, question: null, limits, usage });

describe('why a run stopped', () => {
  it('names the line, and what was used of what was allowed', () => {
    const message = 'Your program used more than 512 MB of memory and was stopped at line 12.';
    expect(ended('FAILED', 'MEMORY_LIMIT', message)).toEqual({
      kind: 'MEMORY_LIMIT',
      line: 12,
      measure: { used: 500 << 20, limit: 512 << 20, unit: 'bytes' },
    });
    expect(ended('TIMED_OUT', null)).toMatchObject({ line: null, measure: { limit: 60_000, unit: 'time' } });
    expect(ended('FAILED', 'OUTPUT_LIMIT')?.measure?.used).toBe(9 << 20);
    expect(ended('FAILED', 'PROCESS_LIMIT')?.measure).toEqual({ used: 50, limit: 50, unit: 'count' });
    expect(ended('FAILED', 'WORKSPACE_LIMIT')?.measure?.limit).toBe(128 << 20);
  });
  it('names the line of the largest request too', () => {
    const message = 'Your program used more than 512 MB and was stopped. The largest request came from line 4.';
    expect(ended('FAILED', 'MEMORY_LIMIT', message)?.line).toBe(4);
  });
  it.each(['INTERPRETER_DIED', 'EXPIRED', 'PLATFORM_ERROR'] as const)('is told without a measure for %s', (reason) =>
    expect(ended('FAILED', reason)).toEqual({ kind: reason, line: null, measure: null }),
  );
  it('is not explained where the traceback does, or nothing stopped', () => {
    expect([ended('FAILED', 'USER_ERROR'), ended('SUCCEEDED', null), ended('RUNNING', null)]).toEqual([
      null,
      null,
      null,
    ]);
  });
  it('is told for a run of before limits were kept', () => {
    const kept = {
      status: 'TIMED_OUT' as const,
      reason: null,
      message: null,
      question: null,
      limits: null,
      usage: null,
    };
    expect(stopOf(kept)).toEqual({ kind: 'TIMED_OUT', line: null, measure: null });
  });
});

describe('a question that nobody answered', () => {
  const waited = {
    status: 'TIMED_OUT' as const,
    reason: null,
    message: 'Said by the server.',
    question: { number: 1, prompt: 'Who? ', password: false },
    limits,
    usage: { ...usage, wallMs: 600_000, cpuMs: 60 },
  };
  it('is told as one, without a measure of time', () => {
    expect(stopOf(waited)).toEqual({ kind: 'UNANSWERED', line: null, measure: null });
    expect(verdict(waited)).toBe('no answer came');
  });
  it('is told before the server has said what was used', () =>
    expect(stopOf({ ...waited, usage: null })?.kind).toBe('UNANSWERED'));
  it('is not the cause when the program used its time up beside it', () => {
    const busy = { ...waited, usage: { ...usage, cpuMs: 58_000 } };
    expect(stopOf(busy)).toMatchObject({ kind: 'TIMED_OUT', measure: { limit: 60_000 } });
    expect(verdict(busy)).toBe('out of time');
  });
  it('does not stand for another end', () => {
    expect(stopOf({ ...waited, status: 'CANCELLED' })?.kind).toBe('CANCELLED');
    expect(stopOf({ ...waited, question: null })?.kind).toBe('TIMED_OUT');
  });
});

describe('sizes', () => {
  const server = {
    upload: { totalBytes: 0, singleFileBytes: 0, codeBytes: 0 },
    presets: { memory: ['256m', '512m', '1g', '2g'], cpu: [0.25, 0.5, 1, 2] },
    defaults: limits,
    max: { ...limits, memoryBytes: 1 << 30, cpu: 1 },
  };
  it('are those that the server allows', () => {
    expect(allowedSizes(server)).toEqual(['small', 'medium', 'large']);
    expect(allowedSizes(null)).toHaveLength(4);
  });
  it('grow up to the largest allowed', () => {
    expect([larger('small', server), larger('medium', server), larger('large', server)]).toEqual([
      'medium',
      'large',
      null,
    ]);
  });
});
