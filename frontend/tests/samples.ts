import { readFileSync } from 'node:fs';

/** A JSON sample that the Java, Python and TypeScript tests share. */
export function sample<T>(name: string): T {
  return JSON.parse(
    readFileSync(new URL(`../../shared-model/src/test/resources/samples/${name}.json`, import.meta.url), 'utf8'),
  ) as T;
}
