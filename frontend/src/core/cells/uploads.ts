import type { Api } from '../api/client';
import { sentenceOf } from '../api/problem';
import type { ServerLimits } from '../api/types';
import { t } from '../words';
import type { Action } from './notebook';
import type { FileState } from './state';

/** Why the server would refuse this file, as a sentence; null when it would take it. It replaces a file of its own name;
 * a single-file limit of 0 is off. */
export function objection(
  name: string,
  size: number,
  files: FileState[],
  limits: ServerLimits['upload'] | null,
): string | null {
  const others = files.filter((file) => file.name !== name);
  if (!limits) return null;
  if (limits.singleFileBytes > 0 && size > limits.singleFileBytes)
    return t('file.tooBig', { size, most: limits.singleFileBytes });
  return used(others) + size > limits.totalBytes ? t('file.tooMuch', { most: limits.totalBytes }) : null;
}

/** Bytes of all files that go along with a run. */
export function used(files: FileState[]): number {
  return files.reduce((sum, file) => sum + (file.state === 'refused' ? 0 : file.size), 0);
}

/** Uploads one file; every end is a state of the file. */
export async function upload(
  api: Api,
  file: File,
  others: FileState[],
  limits: ServerLimits['upload'] | null,
  dispatch: (action: Action) => void,
): Promise<void> {
  const { name, size } = file;
  const why = objection(name, size, others, limits);
  if (why !== null) return dispatch({ type: 'fileChanged', file: { name, size, state: 'refused', why } });
  dispatch({ type: 'fileChanged', file: { name, size, state: 'uploading' } });
  try {
    const { sha256 } = await api.upload(name, file);
    dispatch({ type: 'fileChanged', file: { name, size, state: 'ready', sha256 } });
  } catch (failed) {
    dispatch({ type: 'fileChanged', file: { name, size, state: 'refused', why: sentenceOf(failed) } });
  }
}
