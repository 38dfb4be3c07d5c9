import type { Notebook } from '../cells/state';
import type { KeptPicture } from '../library/database';

/** What came out of a file. */
export interface Opened {
  notebook: Notebook;
  pictures: KeptPicture[];
}

/** Why a file is no notebook; the message goes on after "… could not be opened:". */
export class Unreadable extends Error {}
