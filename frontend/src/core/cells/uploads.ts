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

/** Uploads one file; every end is a state of the file. What is removed on its way stays removed. */
export async function upload(
  api: Pick<Api, 'upload'>,
  file: File,
  present: () => FileState[],
  limits: ServerLimits['upload'] | null,
  dispatch: (action: Action) => void,
): Promise<FileState['state'] | 'removed'> {
  const { name, size } = file;
  const tell = (state: FileState, first = false): FileState['state'] | 'removed' => {
    if (!first && !present().some((one) => one.name === name)) return 'removed';
    dispatch({ type: 'fileChanged', file: state });
    return state.state;
  };
  const why = objection(name, size, present(), limits);
  if (why !== null) return tell({ name, size, state: 'refused', why }, true);
  tell({ name, size, state: 'uploading', sent: 0 }, true);
  try {
    const progress = (sent: number) => void tell({ name, size, state: 'uploading', sent: Math.min(sent, size) });
    const { sha256 } = await api.upload(name, file, progress);
    return tell({ name, size, state: 'ready', sha256 });
  } catch (failed) {
    return tell({ name, size, state: 'refused', why: sentenceOf(failed) });
  }
}

/** The size of the largest file that goes along. */
export function largest(files: FileState[]): number {
  return Math.max(0, ...files.map((file) => (file.state === 'refused' ? 0 : file.size)));
}
