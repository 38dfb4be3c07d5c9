import type { Picture } from '../cells/state';
import { newId } from '../ids';
import { t } from '../words';
import type { Database, KeptPicture } from './database';

const MOST_BYTES = 10 * 1024 * 1024;
const TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

/** The bytes of a notebook's pictures, and addresses that an <img> can show. */
export class Pictures {
  private readonly addresses = new Map<string, Promise<string | null>>();

  constructor(private readonly database: Database) {}

  /** Why this file cannot be a picture here, as a sentence; null when it can. */
  static objection(file: { type: string; size: number; name: string }): string | null {
    if (!TYPES.includes(file.type)) return t('text.notAPicture', { name: file.name });
    return file.size > MOST_BYTES ? t('text.pictureTooBig', { most: MOST_BYTES }) : null;
  }

  async add(notebookId: string, file: Blob & { name?: string }): Promise<Picture> {
    const id = newId();
    await this.database.put('pictures', { notebookId, id, type: file.type, bytes: await file.arrayBuffer() });
    // why plain letters: the name is part of an address in texts, and other programs read those.
    const name = (file.name || `picture.${file.type.split('/')[1] ?? 'png'}`).replace(/[^\w.-]+/g, '-');
    return { id, name, type: file.type };
  }

  bytes(notebookId: string, id: string): Promise<KeptPicture | undefined> {
    return this.database.get('pictures', [notebookId, id]);
  }

  /** A blob address, made once; null when the picture is gone. */
  address(notebookId: string, id: string): Promise<string | null> {
    const key = `${notebookId}/${id}`;
    let made = this.addresses.get(key);
    if (!made) {
      made = this.bytes(notebookId, id).then((kept) =>
        kept ? URL.createObjectURL(new Blob([kept.bytes], { type: kept.type })) : null,
      );
      this.addresses.set(key, made);
    }
    return made;
  }
}
