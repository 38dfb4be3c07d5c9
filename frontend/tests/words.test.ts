import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { afterEach, describe, expect, it } from 'vitest';
import { bytes, clock } from '../src/core/text/format';
import { catalogues, i18n, languages, preferred, t } from '../src/core/words';
import { fromServer, SAID } from '../src/core/words/server';

type Tree = { [key: string]: string | Tree };
const PLURAL = /_(ordinal_)?(zero|one|two|few|many|other)$/;

function sentences(tree: Tree, at = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[at + key, value] as const] : [...sentences(value, `${at}${key}.`)],
    ),
  );
}

/** All Java of the services, where the sentences stand. */
const SERVER = ['api-service', 'worker-service']
  .flatMap((room) => {
    const folder = new URL(`../../${room}/src/main/java/`, import.meta.url);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.java'));
    return files.map((name) => readFileSync(new URL(name, folder), 'utf8'));
  })
  .join('\n');

const holes = (sentence: string) => [...new Set(sentence.match(/\{\{\s*\w+/g) ?? [])].sort();

describe('the catalogues', () => {
  const english = sentences(catalogues.en);
  it.each(languages)('%s says everything that English says, and no more', (language) => {
    const names = (map: Map<string, string>) =>
      [...new Set([...map.keys()].map((key) => key.replace(PLURAL, '')))].sort();
    expect(names(sentences(catalogues[language]))).toEqual(names(english));
  });
  it.each(languages)('%s fills in what English fills in', (language) => {
    for (const [key, sentence] of sentences(catalogues[language])) {
      const model = english.get(key) ?? english.get(key.replace(PLURAL, '_$1other')) ?? '';
      expect(holes(sentence), key).toEqual(holes(model));
    }
  });
  it.each(languages)('%s has each plural form that the language knows', (language) => {
    const own = sentences(catalogues[language]);
    for (const key of own.keys()) {
      if (!PLURAL.test(key)) continue;
      const type = key.includes('_ordinal_') ? 'ordinal' : 'cardinal';
      for (const form of new Intl.PluralRules(language, { type }).resolvedOptions().pluralCategories)
        expect(own.has(key.replace(PLURAL, `_$1${form}`)), `${key} as ${form}`).toBe(true);
    }
  });
});

describe('a language', () => {
  afterEach(() => i18n.changeLanguage('en'));
  it.each([
    [null, ['tr-TR', 'en'], 'tr'],
    [null, ['de', 'tr'], 'tr'],
    [null, ['fr'], 'en'],
    ['en', ['tr'], 'en'],
  ])('is the one chosen, else the first of the browser: %j of %j is %s', (chosen, browser, language) =>
    expect(preferred(chosen, browser)).toBe(language),
  );
  it('writes numbers its own way', async () => {
    await i18n.changeLanguage('tr');
    expect([bytes(1536), clock(420)]).toEqual(['1,5\u202fkB', '0,42\u202fsn']);
    expect(t('cell.place', { count: 3, ordinal: true })).toBe('Sırada 3.');
  });
});

/** Letters that a reader would see, written into a component instead of a catalogue. */
function hardCoded(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && /\p{L}{2}/u.test(node.text)) found.push(node.text.trim());
    if (ts.isJsxAttribute(node) && /^(aria-label|title|alt|placeholder|label)$/.test(node.name.getText())) {
      if (node.initializer && ts.isStringLiteral(node.initializer)) found.push(node.initializer.text);
    } else if (ts.isStringLiteralLike(node) && /^\p{Lu}\p{Ll}+( \p{L}+)+/u.test(node.text)) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const COMPONENTS = readdirSync('src/components', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.tsx'))
  .map((file) => `src/components/${file}`);

describe('components', () => {
  it.each(COMPONENTS)('%s takes its words from the catalogues', (file) => expect(hardCoded(file)).toEqual([]));
});

describe('a sentence of the server', () => {
  afterEach(() => i18n.changeLanguage('en'));
  it('is said in the language of the page, with its numbers', async () => {
    await i18n.changeLanguage('tr');
    expect(fromServer('You have 5 notebook sessions, and that is the most. Delete one first; s_1 is the oldest.')).toBe(
      '5 defter oturumunuz var; daha fazlası açılamıyor.',
    );
    expect(fromServer('code must be at most 1048576 bytes')).toBe(
      `Sunucunun aldığı ${bytes(1 << 20)} sınırından büyük.`,
    );
  });
  it('that no catalogue knows stays as it is', async () => {
    await i18n.changeLanguage('tr');
    expect(fromServer('Something new.')).toBe('Something new.');
  });
  it('stays as it is on an English page', () => {
    expect(fromServer('There is no such job.')).toBe('There is no such job.');
  });
  it.each(SAID.map(([said]) => said))('%s is one that the server still says', (said) => {
    const begin = /^\^?(?:\\S\+ )?((?:[A-Za-z ]|,(?! ))+)/.exec(said.source)?.[1]?.trim() ?? '';
    // why: a message begins with its field, and "There is no such" is put together.
    expect(SERVER, begin).toContain(begin.replace(/^There is no such \w*.*$/, 'There is no such '));
  });
});
