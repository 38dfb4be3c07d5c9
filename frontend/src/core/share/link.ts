import type { Ipynb } from '../formats/nbformat';
import { Unreadable } from '../formats/opened';
import { t } from '../words';

/** Mail programs and chats cut longer addresses. */
export const LINK_MOST = 30_000;
/** Text packs to a tenth; what unpacks to more was made to fill the reader's memory. */
const UNPACKED_MOST = 2_000_000;
const ADDRESS = /^#\/shared\/([\w-]+)$/;

/** An address that carries the notebook itself behind its #, which browsers send to no server. */
export async function linkOf(file: Ipynb, page: string): Promise<string> {
  const packed = new Blob([JSON.stringify(file)]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  return `${page}#/shared/${inAddress(bytes)}`;
}

/** Whether this part of an address carries a notebook. */
export function carries(hash: string): boolean {
  return ADDRESS.test(hash);
}

/** The text of the notebook that an address carries. Throws Unreadable with a sentence. */
export async function carried(hash: string): Promise<string> {
  const code = ADDRESS.exec(hash)?.[1] ?? '';
  try {
    const bytes = Uint8Array.from(atob(code.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0));
    return await unpacked(new Blob([bytes]).stream());
  } catch {
    throw new Unreadable(t('share.broken'));
  }
}

async function unpacked(bytes: ReadableStream<BufferSource>): Promise<string> {
  const text = new TextDecoder('utf-8', { fatal: true });
  let all = '';
  const reader = bytes.pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    all += text.decode(part.value, { stream: true });
    if (all.length > UNPACKED_MOST) throw new Error('too much');
  }
  return all + text.decode();
}

/** Base64 with the signs that an address takes as they are. */
function inAddress(bytes: Uint8Array): string {
  const signs = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(signs).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}
