import { i18n, t } from '.';

/** What the server says in English, and the words of the catalogues for it; a group is data that the sentence carries. */
export const SAID = [
  [/^Cellhive cannot reach its own store right now\./, 'store'],
  [/^Something in Cellhive failed\./, 'failed'],
  [/^A cell of this session runs or waits;/, 'busy'],
  [/^The program does not wait for this answer;/, 'answered'],
  [/^You have (?<count>\d+) notebook sessions, and that is the most\./, 'sessions'],
  [/^There is no such job\.$/, 'noJob'],
  [/^There is no such session\.$/, 'noSession'],
  [/^There is no such (?:file|artifact)\.$/, 'noFile'],
  [/^\S+ is not a file you uploaded, or it has expired$/, 'expired'],
  [/^\S+ must be at most (?<size>\d+) bytes(?: together)?$/, 'tooLarge'],
  [/^No worker is running\.$/, 'noWorker'],
  [/^No worker has this runtime\.$/, 'noSuchRuntime'],
  [/^No worker can run anything right now;/, 'workersPause'],
  [/^The image (?<image>\S+) is not built\. /, 'notBuilt'],
] as const satisfies [RegExp, string][];

/** A sentence of the server in the language of the page; one that the catalogues do not know stays as it is. */
export function fromServer(sentence: string): string {
  if (i18n.language === 'en') return sentence;
  for (const [said, key] of SAID) {
    const found = said.exec(sentence);
    if (!found) continue;
    const { count, size, image } = (found.groups ?? {}) as { count?: string; size?: string; image?: string };
    return t(`server.${key}`, { count: Number(count), size: Number(size), image });
  }
  return sentence;
}
