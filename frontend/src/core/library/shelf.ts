import type { StoreApi } from 'zustand/vanilla';
import { runOf, type Notebook } from '../cells/state';
import type { Runs } from '../cells/runs';
import { Unreadable } from '../formats/opened';
import { newId } from '../ids';
import { carries } from '../share/link';
import type { Page } from '../store';
import { t } from '../words';
import { openDatabase, type Database, type KeptPicture } from './database';
import { Desk } from './desk';
import { Journal } from './journal';
import { Library } from './library';
import { emptyNotebook, firstNotebook, forgetOld, takeOld } from './migration';
import { Pictures } from './pictures';
import { Tabs } from './tabs';
import { Versions } from './versions';

const LAST = 'cellhive.last';
const ADDRESS = /^#\/notebook\/(\w+)$/;
const addressOf = (id: string): string => `#/notebook/${id}`;

/** All notebooks of this browser, and the one that is open. */
export class Shelf {
  constructor(
    private readonly library: Library,
    readonly versions: Versions,
    readonly pictures: Pictures,
    private readonly desk: Desk,
    private readonly tabs: Tabs,
    private readonly store: StoreApi<Page>,
  ) {}

  /** Opens a notebook and writes its address; false when there is none with this id. */
  async open(id: string): Promise<boolean> {
    const opened = await this.desk.open(id);
    if (!opened) return false;
    localStorage.setItem(LAST, id);
    if (location.hash !== addressOf(id)) history.pushState(null, '', addressOf(id));
    return true;
  }

  async create(notebook: Notebook = emptyNotebook(), pictures: KeptPicture[] = []): Promise<void> {
    await this.open(await this.library.create(notebook, pictures));
    this.tabs.tellListChanged();
  }

  async duplicate(id: string, title: string): Promise<void> {
    await this.desk.flush();
    await this.open(await this.library.duplicate(id, title));
    this.tabs.tellListChanged();
  }

  async rename(id: string, title: string): Promise<void> {
    await this.library.rename(id, title);
    await this.listChanged();
  }

  /** The open notebook makes room for the next one. */
  async remove(id: string): Promise<void> {
    // why first: what is open is saved, and what is saved is not deleted.
    if (this.store.getState().id === id) await this.openNewest(id);
    await this.library.remove(id);
    await this.listChanged();
  }

  async undelete(id: string): Promise<void> {
    await this.library.undelete(id);
    await this.listChanged();
  }

  takeOver(): Promise<void> {
    return this.desk.takeOver();
  }

  /** What stands now is kept as a version first, so that this can be undone. */
  async restore(notebook: Notebook, dispatch: (notebook: Notebook) => void): Promise<void> {
    const { id, notebook: present } = this.store.getState();
    await this.versions.keep(id, present, true);
    const cells = withRunsOf(present, notebook);
    dispatch({ ...notebook, files: present.files, sessionId: present.sessionId, cells });
  }

  /** The notebook of the address, else the last one, else the newest, else a first one. */
  async begin(): Promise<void> {
    void this.receive();
    await this.library.sweep();
    const old = takeOld(localStorage);
    if (old) {
      await this.open(await this.library.create(old));
      return forgetOld(localStorage);
    }
    const asked = ADDRESS.exec(location.hash)?.[1];
    if (asked && (await this.open(asked))) return;
    if (asked) this.tellMissing();
    const last = localStorage.getItem(LAST);
    if (last === null || !(await this.open(last))) await this.openNewest();
  }

  /** The browser's back and forward buttons, and an address typed into an open page. */
  async followAddress(): Promise<void> {
    if (carries(location.hash)) {
      await this.receive();
      return history.replaceState(null, '', addressOf(this.store.getState().id));
    }
    const id = ADDRESS.exec(location.hash)?.[1];
    if (!id || id === this.store.getState().id) return;
    const opened = await this.desk.open(id);
    // why no pushState: the address was there first, and may have gone on meanwhile
    if (ADDRESS.exec(location.hash)?.[1] !== id) return this.followAddress();
    if (opened) {
      localStorage.setItem(LAST, id);
      return;
    }
    this.tellMissing();
    history.replaceState(null, '', addressOf(this.store.getState().id));
  }

  /** A notebook that came in the address is offered, not opened. */
  private async receive(): Promise<void> {
    const { hash } = location;
    if (!carries(hash)) return;
    try {
      const { received } = await import('../share/received');
      this.store.setState({ offered: await received(hash) });
    } catch (failed) {
      const why = failed instanceof Unreadable ? failed.message : t('problem.unknown');
      this.store.setState({ notice: t('book.failed', { name: t('share.linkName'), why }) });
    }
  }

  private tellMissing(): void {
    this.store.setState(({ notice }) => ({ notice: notice ?? t('book.notHere') }));
  }

  private async openNewest(except?: string): Promise<void> {
    for (const { id } of await this.library.list()) if (id !== except && (await this.open(id))) return;
    await this.open(await this.library.create(firstNotebook()));
  }

  private async listChanged(): Promise<void> {
    await this.desk.refreshList();
    this.tabs.tellListChanged();
  }
}

/** The cells of an earlier state with what their present selves showed: they say so where the code is another. */
function withRunsOf(present: Notebook, earlier: Notebook): Notebook['cells'] {
  const runs = new Map(present.cells.map((cell) => [cell.id, runOf(cell)]));
  return earlier.cells.map((cell) => (cell.kind === 'code' ? { ...cell, run: runs.get(cell.id) ?? null } : cell));
}

/** null when this browser keeps nothing (some do so in private windows): the page works, and says so. */
export async function openShelf(store: StoreApi<Page>, runs: Runs): Promise<Shelf | null> {
  let database: Database;
  try {
    database = await openDatabase();
  } catch {
    store.setState({ save: 'failed' });
    return null;
  }
  const me = newId();
  const library = new Library(database, me);
  const tabs = new Tabs(me, new BroadcastChannel('cellhive'), localStorage);
  const versions = new Versions(database);
  const desk = new Desk({ store, runs, library, versions, tabs, journal: new Journal(localStorage) });
  const shelf = new Shelf(library, versions, new Pictures(database), desk, tabs, store);
  try {
    await shelf.begin();
  } catch {
    store.setState({ save: 'failed' });
    return null;
  }
  addEventListener('popstate', () => void shelf.followAddress());
  addEventListener('hashchange', () => void shelf.followAddress());
  addEventListener('pagehide', () => desk.leavePage());
  addEventListener('pageshow', (event) => event.persisted && void desk.comeBack());
  document.addEventListener('visibilitychange', () => document.hidden && void desk.flush());
  return shelf;
}
