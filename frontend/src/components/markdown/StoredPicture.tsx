import { useEffect, useState } from 'react';
import { useCellhive, usePage } from '../../hooks/useCellhive';
import { useWords } from '../../hooks/useWords';

/** A picture that this notebook keeps in the browser. */
export function StoredPicture({ id, alt }: { id: string; alt: string }) {
  const t = useWords();
  const { shelf } = useCellhive();
  const notebook = usePage((page) => page.id);
  const [address, setAddress] = useState<string | null | undefined>();
  useEffect(() => {
    let shown = true;
    void (shelf?.pictures.address(notebook, id) ?? Promise.resolve(null)).then((made) => shown && setAddress(made));
    return () => {
      shown = false;
    };
  }, [shelf, notebook, id]);
  if (address === undefined) return null;
  return address === null ? <span className="note">{t('text.imageGone')}</span> : <img src={address} alt={alt} />;
}
