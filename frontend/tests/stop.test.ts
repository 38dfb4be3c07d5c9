import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { FailureReason, JobStatus, Limits, Output, Usage } from '../src/core/api/types';
import { nothingShown } from '../src/core/cells/outputs';
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
const ended = (
  status: JobStatus,
  reason: FailureReason | null,
  message: string | null = null,
  outputs: Output[] = [],
  used: Usage = usage,
) => stopOf({ status, reason, message, question: null, shown: { ...nothingShown, outputs }, limits, usage: used });

describe('why a run stopped', () => {
  it('names the line, and what was used of what was allowed', () => {
    const message = 'Your program filled the 128 MB of its workspace and was stopped at line 12.';
    expect(ended('FAILED', 'WORKSPACE_LIMIT', message)).toEqual({
      kind: 'WORKSPACE_LIMIT',
      line: 12,
      measure: { used: 128 << 20, limit: 128 << 20, unit: 'bytes' },
    });
    expect(ended('TIMED_OUT', null)).toMatchObject({ line: null, measure: { limit: 60_000, unit: 'time' } });
    expect(ended('FAILED', 'OUTPUT_LIMIT')?.measure?.used).toBe(9 << 20);
    expect(ended('FAILED', 'PROCESS_LIMIT')?.measure).toEqual({ used: 50, limit: 50, unit: 'count' });
  });
  it('names the line of the largest request, when memory was over, and no other', () => {
    const message = 'Your program used more than 512 MB of memory and was stopped.';
    expect(ended('FAILED', 'MEMORY_LIMIT', `${message} The largest request came from line 4.`)).toEqual({
      kind: 'MEMORY_LIMIT',
      line: 4,
      measure: { used: 500 << 20, limit: 512 << 20, unit: 'bytes' },
    });
    expect(ended('FAILED', 'MEMORY_LIMIT', message)?.line).toBeNull();
  });
  it('finds lines in words that the server still uses', () => {
    const verdicts = '../../worker-service/src/main/java/io/cellhive/worker/job/Verdicts.java';
    const server = readFileSync(new URL(verdicts, import.meta.url), 'utf8');
    expect(server).toContain('" The largest request came from line " + reply.line()');
    expect(server).toContain('" at line " + reply.line()');
    expect(server).toContain('and was stopped" + at');
  });
  it('tells a process of the program that was out of memory from the program', () => {
    const error = (ename: string): Output => ({ output_type: 'error', ename, evalue: '', traceback: [], line: 2 });
    const message = 'A process that your program started used more than 512 MB … Then: KeyError: was stopped at line 9';
    expect(ended('FAILED', 'MEMORY_LIMIT', message, [error('KeyError')])).toEqual({
      kind: 'PROCESS_MEMORY',
      line: null,
      measure: { used: 500 << 20, limit: 512 << 20, unit: 'bytes' },
    });
    expect(ended('FAILED', 'MEMORY_LIMIT', null, [error('MemoryError')])?.kind).toBe('MEMORY_LIMIT');
    expect(ended('FAILED', 'USER_ERROR', null, [error('KeyError')])).toBeNull();
  });
  it('shows all of the memory as used where the peak was not told', () => {
    const stop = ended('FAILED', 'MEMORY_LIMIT', null, [], { ...usage, peakMemoryBytes: 0 });
    expect(stop?.measure?.used).toBe(512 << 20);
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
      shown: nothingShown,
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
    shown: nothingShown,
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
