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

/** What became of a file; `why` is a sentence when it was refused. */
export type Uploaded = { state: 'ready' | 'removed' } | { state: 'refused'; why: string };

/**
 * Uploads one file; what happens to it is told as states of the file. What is removed on its way stays removed, and a file
 * that is there stays when another one of its name is refused.
 */
export async function upload(
  api: Pick<Api, 'upload'>,
  file: File,
  present: () => FileState[],
  limits: ServerLimits['upload'] | null,
  dispatch: (action: Action) => void,
): Promise<Uploaded> {
  const { name, size } = file;
  const before = present().find((one) => one.name === name && one.state === 'ready');
  const refuse = (why: string): Uploaded => {
    dispatch({ type: 'fileChanged', file: before ?? { name, size, state: 'refused', why } });
    return { state: 'refused', why };
  };
  const still = () => present().some((one) => one.name === name);
  const why = objection(name, size, present(), limits);
  if (why !== null) return refuse(why);
  dispatch({ type: 'fileChanged', file: { name, size, state: 'uploading', sent: 0 } });
  try {
    const { sha256 } = await api.upload(name, file, (sent) => {
      const state: FileState = { name, size, state: 'uploading', sent: Math.min(sent, size) };
      if (still()) dispatch({ type: 'fileChanged', file: state });
    });
    if (!still()) return { state: 'removed' };
    dispatch({ type: 'fileChanged', file: { name, size, state: 'ready', sha256 } });
    return { state: 'ready' };
  } catch (failed) {
    return still() ? refuse(sentenceOf(failed)) : { state: 'removed' };
  }
}

/** The size of the largest file that goes along. */
export function largest(files: FileState[]): number {
  return Math.max(0, ...files.map((file) => (file.state === 'refused' ? 0 : file.size)));
}
