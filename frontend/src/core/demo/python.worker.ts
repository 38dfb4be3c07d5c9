import { loadPyodide, type PyodideInterface } from 'pyodide';
import type { Output } from '../api/types';
import CELL from './cell.py?raw';
import type { FromPython, RunCell } from './messages';

const HOME = '/home/pyodide';
const SOON_MS = 30;
const say = (message: FromPython) => postMessage(message);
const show = (output: Output) => say({ type: 'output', output });

/** Text that waits to be shown: a program that prints much is not to send a message for each word. */
let pending: (Output & { output_type: 'stream' }) | null = null;
let shownAt = 0;

function flush(): void {
  if (pending) show(pending);
  pending = null;
  shownAt = performance.now();
}

function writer(name: 'stdout' | 'stderr') {
  const decoder = new TextDecoder();
  return (bytes: Uint8Array) => {
    if (pending?.name !== name) flush();
    const text = (pending?.text ?? '') + decoder.decode(bytes, { stream: true });
    pending = { output_type: 'stream', name, text };
    if (performance.now() - shownAt > SOON_MS) flush();
    return bytes.length;
  };
}

let python: Promise<PyodideInterface> | null = null;

async function start(): Promise<PyodideInterface> {
  const pyodide = await loadPyodide({ indexURL: new URL('../pyodide/', import.meta.url).href });
  pyodide.setStdout({ write: writer('stdout') });
  pyodide.setStderr({ write: writer('stderr') });
  pyodide.runPython(CELL);
  return pyodide;
}

function files(pyodide: PyodideInterface): Map<string, number> {
  const names = (pyodide.FS.readdir(HOME) as string[]).filter((name) => !name.startsWith('.'));
  return new Map(
    names
      .map((name) => [name, pyodide.FS.stat(`${HOME}/${name}`)] as const)
      .filter(([, stat]) => pyodide.FS.isFile(stat.mode))
      .map(([name, stat]) => [name, Number(stat.mtime)]),
  );
}

async function run({ code, cell, alone, files: given }: RunCell): Promise<void> {
  const pyodide = await (python ??= start());
  for (const { name, bytes } of given) pyodide.FS.writeFile(`${HOME}/${name}`, bytes);
  const before = files(pyodide);
  say({ type: 'started' });
  const ended = JSON.parse(pyodide.globals.get('run')(code, cell, alone) as string) as {
    result?: Record<string, unknown> | null;
    error?: { ename: string; evalue: string; traceback: string[] };
  };
  flush();
  if (ended.result) show({ output_type: 'execute_result', execution_count: cell, data: ended.result, metadata: {} });
  if (ended.error) show({ output_type: 'error', ...ended.error, line: null });
  for (const [name, changed] of files(pyodide)) {
    if (before.get(name) !== changed) say({ type: 'made', name, bytes: pyodide.FS.readFile(`${HOME}/${name}`) });
  }
  say({ type: 'ended', error: ended.error ?? null });
}

self.onmessage = (message: MessageEvent<RunCell>) => {
  run(message.data).catch((failed: unknown) => say({ type: 'broken', why: String(failed) }));
};
