/** What this page reads and writes of nbformat 4; texts may come as lists of lines. */
export type Lines = string | string[];

export interface IpynbOutput {
  output_type: string;
  name?: string;
  text?: Lines;
  data?: Record<string, unknown>;
  metadata?: unknown;
  execution_count?: number | null;
  ename?: string;
  evalue?: string;
  traceback?: string[];
}

export interface IpynbCell {
  cell_type: string;
  id?: string;
  metadata?: Record<string, unknown>;
  source?: Lines;
  outputs?: IpynbOutput[];
  execution_count?: number | null;
  attachments?: Record<string, Record<string, Lines>>;
}

export interface Ipynb {
  nbformat: number;
  nbformat_minor: number;
  metadata: Record<string, unknown>;
  cells: IpynbCell[];
}

export function joined(lines: Lines | undefined): string {
  return Array.isArray(lines) ? lines.join('') : (lines ?? '');
}

export function toBase64(bytes: ArrayBuffer): string {
  let text = '';
  // why in pieces: the bytes are arguments of one call, and calls have only so many.
  for (let at = 0; at < bytes.byteLength; at += 0x8000)
    text += String.fromCharCode(...new Uint8Array(bytes, at, Math.min(0x8000, bytes.byteLength - at)));
  return btoa(text);
}

export function fromBase64(text: string): ArrayBuffer {
  return Uint8Array.from(atob(text.replace(/\s/g, '')), (character) => character.charCodeAt(0)).buffer;
}
