import type { Notebook } from '../cells/state';
import { newId } from '../ids';
import { FORMAT, ofNotebook, type Database, type KeptPicture, type NotebookInfo } from './database';

const FORGET_DELETED_MS = 24 * 60 * 60 * 1000;

/** The notebooks of this browser. Keeps: a notebook is written only by the tab that holds it, checked in the same transaction. */
export class Library {
  constructor(
    private readonly database: Database,
    /** Who we are; one per load of the page. */
    readonly tab: string,
    private readonly now: () => number = Date.now,
  ) {}

  /** Newest first, without those that were deleted. */
  async list(): Promise<NotebookInfo[]> {
    const infos = await this.database.getAll('infos');
    return infos.filter((info) => info.deletedAt === null).sort((one, other) => other.updatedAt - one.updatedAt);
  }

  info(id: string): Promise<NotebookInfo | undefined> {
    return this.database.get('infos', id);
  }

  body(id: string): Promise<Notebook | undefined> {
    return this.database.get('bodies', id);
  }

  async create(notebook: Notebook, pictures: KeptPicture[] = []): Promise<string> {
    const id = newId();
    const at = this.now();
    const write = this.database.transaction(['infos', 'bodies', 'pictures'], 'readwrite');
    await Promise.all([
      write.objectStore('infos').put({
        id,
        title: notebook.title,
        cells: notebook.cells.length,
        createdAt: at,
        updatedAt: at,
        deletedAt: null,
        holder: null,
        format: FORMAT,
      }),
      write.objectStore('bodies').put(notebook, id),
      ...pictures.map((picture) => write.objectStore('pictures').put({ ...picture, notebookId: id })),
      write.done,
    ]);
    return id;
  }

  /** A copy under a new name, with its pictures; runs that go on stay with the original. */
  async duplicate(id: string, title: string): Promise<string> {
    const body = await this.body(id);
    const pictures = await this.database.getAll('pictures', ofNotebook(id));
    if (!body) throw new Error(`no notebook ${id}`);
    return this.create({ ...body, title, sessionId: null }, pictures);
  }

  /** False when another tab holds the notebook, or it is gone: nothing was written then. One that is written is not deleted. */
  async save(id: string, notebook: Notebook): Promise<boolean> {
    const write = this.database.transaction(['infos', 'bodies'], 'readwrite');
    const infos = write.objectStore('infos');
    const info = await infos.get(id);
    const mine = info?.holder === this.tab;
    if (mine) {
      const fresh = { title: notebook.title, cells: notebook.cells.length, updatedAt: this.now(), deletedAt: null };
      await Promise.all([infos.put({ ...info, ...fresh }), write.objectStore('bodies').put(notebook, id)]);
    }
    await write.done;
    return mine;
  }

  /** Becomes the holder if `unless` does not object to the present one; says who holds it afterwards. */
  async hold(id: string, instead: (holder: string) => boolean): Promise<string | null> {
    const write = this.database.transaction('infos', 'readwrite');
    const info = await write.store.get(id);
    const free = info && (info.holder === null || info.holder === this.tab || instead(info.holder));
    if (free) await write.store.put({ ...info, holder: this.tab });
    await write.done;
    return free ? this.tab : (info?.holder ?? null);
  }

  async release(id: string): Promise<void> {
    const write = this.database.transaction('infos', 'readwrite');
    const info = await write.store.get(id);
    if (info?.holder === this.tab) await write.store.put({ ...info, holder: null });
    await write.done;
  }

  async rename(id: string, title: string): Promise<void> {
    const write = this.database.transaction(['infos', 'bodies'], 'readwrite');
    const info = await write.objectStore('infos').get(id);
    const body = await write.objectStore('bodies').get(id);
    if (info && body) {
      await write.objectStore('infos').put({ ...info, title, updatedAt: this.now() });
      await write.objectStore('bodies').put({ ...body, title }, id);
    }
    await write.done;
  }

  /** Hides a notebook; `undelete` brings it back for a day. */
  remove(id: string): Promise<void> {
    return this.mark(id, this.now());
  }

  undelete(id: string): Promise<void> {
    return this.mark(id, null);
  }

  /** Forgets what was deleted more than a day ago, with its versions and pictures. */
  async sweep(): Promise<void> {
    for (const { id, deletedAt } of await this.database.getAll('infos')) {
      if (deletedAt === null || this.now() - deletedAt < FORGET_DELETED_MS) continue;
      const write = this.database.transaction(['infos', 'bodies', 'versions', 'pictures'], 'readwrite');
      await Promise.all([
        write.objectStore('infos').delete(id),
        write.objectStore('bodies').delete(id),
        write.objectStore('versions').delete(ofNotebook(id)),
        write.objectStore('pictures').delete(ofNotebook(id)),
        write.done,
      ]);
    }
  }

  private async mark(id: string, deletedAt: number | null): Promise<void> {
    const write = this.database.transaction('infos', 'readwrite');
    const info = await write.store.get(id);
    if (info) await write.store.put({ ...info, deletedAt });
    await write.done;
  }
}
