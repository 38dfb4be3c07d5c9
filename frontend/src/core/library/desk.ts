import type { StoreApi } from 'zustand/vanilla';
import type { Notebook } from '../cells/state';
import type { Runs } from '../cells/runs';
import type { Page } from '../store';
import { t } from '../words';
import { FORMAT, type NotebookInfo } from './database';
import type { Journal } from './journal';
import type { Library } from './library';
import { emptyNotebook, upToDate } from './migration';
import type { Tabs } from './tabs';
import type { Versions } from './versions';

const SAVE_AFTER_MS = 300;
/** Outputs stream in while a cell runs; each save writes the whole notebook. */
const SAVE_RUNNING_AFTER_MS = 1500;

export interface Parts {
  store: StoreApi<Page>;
  runs: Runs;
  library: Library;
  versions: Versions;
  tabs: Tabs;
  journal: Journal;
}

/** The one notebook that lies open in this tab. Saves it as it changes, and only while this tab holds it. */
export class Desk {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private saving: Promise<void> = Promise.resolve();

  constructor(private readonly parts: Parts) {
    const { store, tabs } = parts;
    store.subscribe((page, before) => {
      if (page.id === before.id && page.notebook !== before.notebook && page.holder === 'here') this.changed(page);
    });
    tabs.onListChanged = () => void this.refreshList();
    tabs.onYield = (id) => this.yield(id);
  }

  /** Puts another notebook on the desk; what lay there is saved and let go. False when there is no such notebook. */
  async open(id: string): Promise<boolean> {
    const { store, runs, library, journal, versions } = this.parts;
    const info = await library.info(id);
    if (!info || info.deletedAt !== null) return false;
    if (info.format > FORMAT) return this.refuse(info);
    await this.putAway();
    const holder = await this.hold(id);
    const saved = upToDate((await library.body(id)) ?? emptyNotebook(info.title));
    const notebook = holder === 'here' ? journal.apply(id, saved) : saved;
    store.setState({ id, notebook, holder, save: 'saved', selected: null, editing: [], deleted: [] });
    if (holder === 'here') {
      if (notebook !== saved) await this.saveNow();
    }
    runs.resume();
    await Promise.all([this.refreshList(), holder === 'here' ? versions.keep(id, notebook) : undefined]);
    return true;
  }

  /** Makes this tab the one that writes; shows what the other one has saved. */
  async takeOver(): Promise<void> {
    const { store, library, tabs } = this.parts;
    const { id } = store.getState();
    const holder = (await library.info(id))?.holder ?? null;
    if (holder !== null && holder !== library.tab) await tabs.askToYield(holder, id);
    await library.hold(id, () => true);
    await this.open(id);
  }

  /** Saves what is not saved yet. */
  async flush(): Promise<void> {
    if (this.timer !== undefined) await this.saveNow();
    await this.saving;
  }

  /** The page goes: what is not saved goes where it can be written at once. */
  leavePage(): void {
    const { store, tabs, journal, library } = this.parts;
    const { id, notebook, holder, save } = store.getState();
    if (holder === 'here' && save !== 'saved') {
      journal.write(id, writable(notebook));
      void this.flush();
    }
    tabs.closing();
    void library.release(id);
  }

  /** A page that comes back from the browser's memory holds nothing any more, unless nobody took it. */
  async comeBack(): Promise<void> {
    const { store, library, tabs } = this.parts;
    const { id } = store.getState();
    tabs.open();
    if ((await library.hold(id, () => false)) !== library.tab) store.setState({ holder: 'elsewhere' });
  }

  async refreshList(): Promise<void> {
    this.parts.store.setState({ notebooks: await this.parts.library.list() });
  }

  /** why: what a newer page wrote could be lost by this one's next save. */
  private refuse({ title }: NotebookInfo): boolean {
    this.parts.store.setState({ notice: t('book.newer', { title }) });
    return false;
  }

  private async hold(id: string): Promise<Page['holder']> {
    const { library, tabs } = this.parts;
    const holder = (await library.info(id))?.holder ?? null;
    const gone = holder === null || holder === library.tab || !(await tabs.isAlive(holder));
    const now = await library.hold(id, (other) => gone && other === holder);
    return now === library.tab ? 'here' : 'elsewhere';
  }

  private async putAway(): Promise<void> {
    const { store, runs, library } = this.parts;
    const { id, holder } = store.getState();
    if (id === '') return;
    // why first: another tab may not wait for what is still on its way to the server.
    if (holder === 'here') await this.flush();
    await runs.leave();
    if (holder !== 'here') return;
    await this.flush();
    await library.release(id);
  }

  private async yield(id: string): Promise<void> {
    const { store } = this.parts;
    if (store.getState().id !== id) return;
    await this.putAway();
    store.setState({ holder: 'elsewhere' });
  }

  private changed(page: Page): void {
    if (page.save !== 'saving') this.parts.store.setState({ save: 'saving' });
    const running = page.notebook.cells.some((cell) => cell.kind === 'code' && cell.run?.status === 'RUNNING');
    this.timer ??= setTimeout(() => void this.saveNow(), running ? SAVE_RUNNING_AFTER_MS : SAVE_AFTER_MS);
  }

  private saveNow(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.saving = this.saving.then(() => this.write());
    return this.saving;
  }

  private async write(): Promise<void> {
    const { store, library, versions, journal, tabs } = this.parts;
    const { id, notebook } = store.getState();
    try {
      if (!(await library.save(id, writable(notebook)))) return store.setState({ holder: 'elsewhere' });
      await versions.keep(id, notebook);
      journal.clear(id);
      if (this.timer === undefined) store.setState({ save: 'saved' });
      if (store.getState().notebooks.find((info) => info.id === id)?.title !== notebook.title) {
        await this.refreshList();
        tabs.tellListChanged();
      }
    } catch {
      store.setState({ save: 'failed' });
    }
  }
}

/** A file that is on its way, or was refused, is not part of what is kept. */
function writable(notebook: Notebook): Notebook {
  return { ...notebook, files: notebook.files.filter((file) => file.state === 'ready') };
}
