import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { notebook as reduce, type Action } from '../src/core/cells/notebook';
import { newCell, newText, sent, type Notebook } from '../src/core/cells/state';
import type { Runs } from '../src/core/cells/runs';
import { FORMAT, openDatabase, type Database } from '../src/core/library/database';
import { Desk } from '../src/core/library/desk';
import { Journal } from '../src/core/library/journal';
import { Library } from '../src/core/library/library';
import { emptyNotebook, takeOld } from '../src/core/library/migration';
import { Tabs } from '../src/core/library/tabs';
import { difference, Versions, withoutRuns } from '../src/core/library/versions';
import type { Page } from '../src/core/store';

/** A localStorage that all tabs of a test share. */
function storage() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

const runs = { resume: () => undefined, leave: () => Promise.resolve() } as unknown as Runs;
const book = (code: string): Notebook => ({ ...emptyNotebook('Book'), cells: [newCell('a', code)] });
let database: Database;
let local: ReturnType<typeof storage>;
let channels: BroadcastChannel[] = [];

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  database = await openDatabase();
  local = storage();
  for (const channel of channels) channel.close();
  channels = [];
});

/** A tab of the browser: its own page over the one database. */
function tab(name: string) {
  const store = createStore<Page>(
    () => ({ id: '', notebook: emptyNotebook(), holder: 'here', save: 'saved', notebooks: [] }) as unknown as Page,
  );
  const channel = new BroadcastChannel('cellhive');
  channels.push(channel);
  const library = new Library(database, name);
  const tabs = new Tabs(name, channel, local);
  const journal = new Journal(local);
  const desk = new Desk({ store, runs, library, tabs, journal, versions: new Versions(database) });
  const edit = (action: Action) => store.setState((page) => ({ notebook: reduce(page.notebook, action) }));
  const code = () => (store.getState().notebook.cells[0] as { code: string }).code;
  const type = (text: string) => edit({ type: 'codeEdited', id: 'a', code: text });
  return { desk, library, store, type, code, page: () => store.getState(), close: () => channel.close() };
}

const codeOf = async (id: string) => ((await database.get('bodies', id))?.cells[0] as { code: string }).code;

describe('the library', () => {
  it('lists the newest first, hides what was deleted, and brings it back', async () => {
    let now = 1000;
    const library = new Library(database, 'me', () => now++);
    const first = await library.create({ ...book('1'), title: 'first' });
    const second = await library.create({ ...book('2'), title: 'second' });
    const titles = async () => (await library.list()).map((info) => info.title);
    expect(await titles()).toEqual(['second', 'first']);
    await library.rename(first, 'renamed');
    expect(await titles()).toEqual(['renamed', 'second']);
    await library.remove(second);
    expect(await titles()).toEqual(['renamed']);
    await library.undelete(second);
    expect(await titles()).toEqual(['renamed', 'second']);
  });

  it('duplicates a notebook with its pictures', async () => {
    const library = new Library(database, 'me');
    const bytes = new TextEncoder().encode('png').buffer;
    const id = await library.create(book('1'), [{ notebookId: '', id: 'p', type: 'image/png', bytes }]);
    const copy = await library.duplicate(id, 'Copy');
    expect(await library.body(copy)).toMatchObject({ title: 'Copy', cells: [{ code: '1' }] });
    expect(await database.get('pictures', [copy, 'p'])).toMatchObject({ type: 'image/png' });
  });

  it('forgets what was deleted more than a day ago, and nothing else', async () => {
    let now = 0;
    const library = new Library(database, 'me', () => now);
    const [kept, old] = [await library.create(book('1')), await library.create(book('2'))];
    await new Versions(database, () => now).keep(old, book('2'), true);
    await library.remove(old);
    now = 25 * 60 * 60 * 1000;
    await library.sweep();
    expect(await database.getAllKeys('bodies')).toEqual([kept]);
    expect(await database.count('versions')).toBe(0);
  });
});

describe('a notebook on the desk', () => {
  it('is saved as it changes', async () => {
    const me = tab('me');
    const id = await me.library.create(book('1'));
    await me.desk.open(id);
    me.type('2');
    expect(me.page().save).toBe('saving');
    await me.desk.flush();
    expect([await codeOf(id), me.page().save]).toEqual(['2', 'saved']);
  });

  it('is saved before another one comes', async () => {
    const me = tab('me');
    const [one, other] = [await me.library.create(book('1')), await me.library.create(book('x'))];
    await me.desk.open(one);
    me.type('2');
    await me.desk.open(other);
    expect([await codeOf(one), me.code(), (await me.library.info(one))?.holder]).toEqual(['2', 'x', null]);
  });

  it('that another tab deleted comes back when it is written on', async () => {
    const [me, other] = [tab('me'), tab('other')];
    const id = await me.library.create(book('1'));
    await me.desk.open(id);
    await other.library.remove(id);
    me.type('2');
    await me.desk.flush();
    expect((await me.library.list()).map((info) => info.id)).toEqual([id]);
  });

  it('that a newer page wrote is not opened', async () => {
    const me = tab('me');
    const id = await me.library.create(book('1'));
    const info = await me.library.info(id);
    if (info) await database.put('infos', { ...info, format: FORMAT + 1 });
    expect(await me.desk.open(id)).toBe(false);
    expect(me.page()).toMatchObject({ id: '', notice: expect.stringContaining('newer Cellhive') as string });
  });

  it('keeps what was typed just before the page went', async () => {
    const me = tab('me');
    const id = await me.library.create(book('1'));
    await me.desk.open(id);
    me.type('typed last');
    me.desk.leavePage();
    await database.put('bodies', book('as if the save had not come through'), id);
    const next = tab('next');
    await next.desk.open(id);
    expect([next.code(), next.page().holder, await codeOf(id)]).toEqual(['typed last', 'here', 'typed last']);
  });
});

describe('two tabs', () => {
  it('do not overwrite each other: the second one is told', async () => {
    const [first, second] = [tab('first'), tab('second')];
    const id = await first.library.create(book('1'));
    await first.desk.open(id);
    await second.desk.open(id);
    expect([first.page().holder, second.page().holder]).toEqual(['here', 'elsewhere']);
    expect(await second.library.save(id, book('from the second'))).toBe(false);
    expect(await codeOf(id)).toBe('1');
  });

  it('the second one takes over with everything the first one had', async () => {
    const [first, second] = [tab('first'), tab('second')];
    const id = await first.library.create(book('1'));
    await first.desk.open(id);
    await second.desk.open(id);
    first.type('not saved yet');
    await second.desk.takeOver();
    expect([first.page().holder, second.page().holder, second.code()]).toEqual(['elsewhere', 'here', 'not saved yet']);
    second.type('from the second');
    await second.desk.flush();
    first.type('too late');
    await first.desk.flush();
    expect(await codeOf(id)).toBe('from the second');
  });

  it('a tab that is gone holds nothing', async () => {
    const [first, second] = [tab('first'), tab('second')];
    const id = await first.library.create(book('1'));
    await first.desk.open(id);
    first.close();
    await second.desk.open(id);
    expect(second.page().holder).toBe('here');
    first.type('from a tab that was only asleep');
    await first.desk.flush();
    expect([first.page().holder, await codeOf(id)]).toEqual(['elsewhere', '1']);
  });
});

describe('versions', () => {
  it('are kept every two minutes, and only when something new is said', async () => {
    let now = 10 * 60_000;
    const versions = new Versions(database, () => now);
    const codes = async () =>
      (await versions.list('n')).map((version) => (version.notebook.cells[0] as { code: string }).code);
    await versions.keep('n', book('1'));
    now += 60_000;
    await versions.keep('n', book('2'));
    expect(await codes()).toEqual(['1']);
    now += 60_000;
    await versions.keep('n', book('1'));
    await versions.keep('n', book('3'));
    expect(await codes()).toEqual(['3', '1']);
    await versions.keep('n', book('4'), true);
    expect(await codes()).toEqual(['4', '3', '1']);
    expect(await versions.list('other')).toEqual([]);
  });

  it('keep sixty, the newest', async () => {
    let now = 0;
    const versions = new Versions(database, () => ++now);
    for (let count = 1; count <= 65; count++) await versions.keep('n', book(`${count}`), true);
    const kept = await versions.list('n');
    expect([kept.length, (kept[0]?.notebook.cells[0] as { code: string }).code]).toEqual([60, '65']);
  });

  it('have no runs, and count the lines that differ', () => {
    const ran = { ...book('1'), cells: [{ ...newCell('a', '1'), run: sent('1', 'k') }] };
    expect(withoutRuns(ran)).toEqual(book('1'));
    const [before, after] = [
      book('a\nb\nb'),
      { ...book('a\nb'), cells: [newCell('a', 'a\nb'), newText('t', 'new\nlines')] },
    ];
    expect(difference({ ...before }, { ...after })).toEqual({ added: 2, removed: 1 });
  });
});

describe('the notebook of an earlier page', () => {
  it('is taken with its runs', () => {
    const old = {
      title: 'Old',
      runtime: 'ml',
      size: 'large',
      files: [],
      cells: [{ id: 'a', code: '1', run: sent('1', 'k') }],
    };
    local.setItem('cellhive.notebook.1', JSON.stringify(old));
    expect(takeOld(local)).toMatchObject({
      title: 'Old',
      runtime: 'ml',
      cells: [{ kind: 'code', code: '1', skipped: false, run: { key: 'k' } }],
    });
  });

  it('is nothing when there is none, or nonsense', () => {
    expect(takeOld(local)).toBeNull();
    local.setItem('cellhive.notebook.1', '{');
    expect(takeOld(local)).toBeNull();
  });
});
