import { Download } from 'lucide-react';
import { placesOf } from '../../core/cells/places';
import { runOf } from '../../core/cells/state';
import { bytes } from '../../core/text/format';
import { useCellhive, usePage } from '../../hooks/useCellhive';
import { useWords } from '../../hooks/useWords';
import { FileIcon } from './FileRow';

/** The files that the cells' newest runs left behind. */
export function MadeByCode() {
  const t = useWords();
  const { api } = useCellhive();
  const cells = usePage((page) => page.notebook.cells);
  const places = placesOf(cells);
  return (
    <>
      <h3>{t('output.madeByCode')}</h3>
      <ul className="file-list">
        {cells.flatMap((cell) => {
          const run = runOf(cell);
          return (run?.artifacts ?? []).map(({ name, size }) => (
            <li className="file" key={`${cell.id} ${name}`}>
              <FileIcon name={name} />
              <span className="file-name" title={name}>
                {name}
              </span>
              <span className="file-acts">
                <a
                  href={api.artifactUrl(run?.jobId ?? '', name)}
                  download={name.split('/').at(-1)}
                  aria-label={t('file.download', { name })}
                  title={t('file.download', { name })}
                >
                  <Download aria-hidden size={14} />
                </a>
              </span>
              <small>
                {t('file.ofCell', { cell: places.get(cell.id)?.number ?? 0 })} · {bytes(size)}
              </small>
            </li>
          ));
        })}
      </ul>
    </>
  );
}
