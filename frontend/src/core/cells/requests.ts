import type { JobRequest } from '../api/types';
import { SIZES } from '../runtime/sizes';
import { placesOf } from './places';
import type { CodeCell, Notebook } from './state';

/** The files that go along with every run. */
export function readyFiles({ files }: Notebook): { name: string; sha256: string }[] {
  return files.flatMap((file) => (file.state === 'ready' ? [{ name: file.name, sha256: file.sha256 }] : []));
}

/** What to ask of the server for one run: in this session, or without one on its own. */
export function requestFor(state: Notebook, cell: CodeCell, key: string, sessionId: string | null): JobRequest {
  const code = cell.run?.key === key ? cell.run.code : cell.code;
  const number = placesOf(state.cells).get(cell.id)?.number ?? 1;
  if (sessionId !== null) return { code, cell: number, sessionId };
  const { memory, cpu } = SIZES[state.size];
  return { code, cell: number, runtime: state.runtime, files: readyFiles(state), limits: { memory, cpu } };
}
