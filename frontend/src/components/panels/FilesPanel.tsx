import { Upload } from 'lucide-react';
import { useId, useState, type DragEvent } from 'react';
import { runOf } from '../../core/cells/state';
import { largest, used } from '../../core/cells/uploads';
import { useCellhive, usePage } from '../../hooks/useCellhive';
import { useUpload } from '../../hooks/useUpload';
import { useWords } from '../../hooks/useWords';
import { Meter } from '../ui/Meter';
import { FileRow } from './FileRow';
import { MadeByCode } from './MadeByCode';

/** The files that go along with every run, and those that came back. */
export function FilesPanel() {
  const t = useWords();
  const { api, dispatch } = useCellhive();
  const upload = useUpload();
  const files = usePage((page) => page.notebook.files);
  const limits = usePage((page) => page.limits?.upload ?? null);
  const made = usePage((page) => page.notebook.cells.some((cell) => (runOf(cell)?.artifacts.length ?? 0) > 0));
  return (
    <>
      <DropPlace onFiles={(chosen) => void upload(chosen)} most={limits?.singleFileBytes ?? null} />
      {files.length === 0 && <p className="hint">{t('file.none')}</p>}
      {limits && files.length > 0 && (
        <div className="quota">
          <Meter
            value={used(files)}
            most={limits.totalBytes}
            label={t('file.usedOf', { used: used(files), total: limits.totalBytes })}
          />
          {limits.singleFileBytes > 0 && (
            <Meter
              value={largest(files)}
              most={limits.singleFileBytes}
              label={t('file.largestOf', { size: largest(files), most: limits.singleFileBytes })}
            />
          )}
        </div>
      )}
      <ul className="file-list">
        {files.map((file) => (
          <FileRow
            key={file.name}
            file={file}
            href={file.state === 'ready' ? api.fileUrl(file.sha256) : null}
            onRemove={() => dispatch({ type: 'fileRemoved', name: file.name })}
          />
        ))}
      </ul>
      {made && <MadeByCode />}
    </>
  );
}

function DropPlace({ onFiles, most }: { onFiles: (files: File[]) => void; most: number | null }) {
  const t = useWords();
  const id = useId();
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onFiles([...event.dataTransfer.files]);
  };
  return (
    <label
      className={over ? 'drop over' : 'drop'}
      htmlFor={id}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Upload aria-hidden size={15} /> {t('file.drop')}
      <small>{most === null ? '' : most > 0 ? t('file.upToEach', { size: most }) : t('file.anySize')}</small>
      <input
        id={id}
        type="file"
        multiple
        aria-label={t('file.add')}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
    </label>
  );
}
