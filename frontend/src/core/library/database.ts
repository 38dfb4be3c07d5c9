import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Notebook } from '../cells/state';

/** What the list of notebooks shows, and who may write. */
export interface NotebookInfo {
  id: string;
  title: string;
  cells: number;
  createdAt: number;
  updatedAt: number;
  /** Set while a deletion can still be undone. */
  deletedAt: number | null;
  /** The tab that may write; null: none. */
  holder: string | null;
  /** The shape of the body; a page does not open what a newer page wrote. */
  format: number;
}

/** An earlier state of a notebook, without outputs. */
export interface Version {
  notebookId: string;
  at: number;
  notebook: Notebook;
}

export interface KeptPicture {
  notebookId: string;
  id: string;
  type: string;
  bytes: ArrayBuffer;
}

interface Schema extends DBSchema {
  infos: { key: string; value: NotebookInfo };
  bodies: { key: string; value: Notebook };
  versions: { key: [string, number]; value: Version };
  pictures: { key: [string, string]; value: KeptPicture };
}

export type Database = IDBPDatabase<Schema>;

export const FORMAT = 1;

export function openDatabase(name = 'cellhive'): Promise<Database> {
  return openDB<Schema>(name, 1, {
    upgrade(database) {
      database.createObjectStore('infos', { keyPath: 'id' });
      database.createObjectStore('bodies');
      database.createObjectStore('versions', { keyPath: ['notebookId', 'at'] });
      database.createObjectStore('pictures', { keyPath: ['notebookId', 'id'] });
    },
  });
}

/** All keys that begin with this notebook. */
export function ofNotebook(id: string): IDBKeyRange {
  return IDBKeyRange.bound([id], [id, []]);
}
