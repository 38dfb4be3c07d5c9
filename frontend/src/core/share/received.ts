import { Unreadable, type Opened } from '../formats/opened';
import { readIpynb } from '../formats/readIpynb';
import { t } from '../words';
import { carried } from './link';

/** The notebook that an address carries. Throws Unreadable with a sentence, whatever a stranger put there. */
export async function received(hash: string): Promise<Opened> {
  const text = await carried(hash);
  try {
    return readIpynb(text, t('share.linkName'));
  } catch (failed) {
    throw failed instanceof Unreadable ? failed : new Unreadable(t('book.notNotebook'));
  }
}
