import type { TFunction } from 'i18next';
import { FileText, Upload, X } from 'lucide-react';
import { useId, useState, type DragEvent } from 'react';
import type { FileState } from '../core/cells/state';
import { upload, used } from '../core/cells/uploads';
import { bytes } from '../core/text/format';
import { useWords } from '../hooks/useWords';
import { useCellhive, usePage } from '../hooks/useCellhive';

/** The panel of files that go along with every run. */
export function Files() {
  const t = useWords();
  const { api, dispatch, store } = useCellhive();
  const files = usePage((page) => page.notebook.files);
  const limits = usePage((page) => page.limits?.upload ?? null);
  const [over, setOver] = useState(false);
  const id = useId();
  const add = async (chosen: Iterable<File>) => {
    for (const file of chosen) {
      const others = store.getState().notebook.files;
      await upload(api, file, others, limits, dispatch);
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void add([...event.dataTransfer.files]);
  };
  return (
    <aside className="files" aria-label={t('file.panel')}>
      <h2>{t('file.panel')}</h2>
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
        <small>{limits ? upToEach(t, limits.singleFileBytes) : ''}</small>
        <input
          id={id}
          type="file"
          multiple
          aria-label={t('file.add')}
          onChange={(event) => {
            void add([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
      </label>
      {limits && files.length > 0 && <Quota files={files} total={limits.totalBytes} />}
      {files.length === 0 && <p className="hint">{t('file.none')}</p>}
      <ul>
        {files.map((file) => (
          <li key={file.name}>
            <FileText aria-hidden size={15} />
            <span className="file-name" title={file.name}>
              {file.name}
            </span>
            <button
              type="button"
              aria-label={t('file.remove', { name: file.name })}
              onClick={() => dispatch({ type: 'fileRemoved', name: file.name })}
            >
              <X aria-hidden size={14} />
            </button>
            <small className={file.state === 'refused' ? 'trouble' : ''}>{stateOf(t, file)}</small>
          </li>
        ))}
      </ul>
    </aside>
  );
}

function stateOf(t: TFunction, file: FileState): string {
  switch (file.state) {
    case 'uploading':
      return `${bytes(file.size)} · ${t('file.uploading')}`;
    case 'ready':
      return `${bytes(file.size)} · ${t('file.ready')}`;
    case 'refused':
      return file.why;
  }
}

function upToEach(t: TFunction, most: number): string {
  return most > 0 ? t('file.upToEach', { size: most }) : t('file.anySize');
}

function Quota({ files, total }: { files: FileState[]; total: number }) {
  const t = useWords();
  return (
    <div className="quota">
      <small>{t('file.usedOf', { used: used(files), total })}</small>
      <progress max={total} value={used(files)} aria-label={t('file.usedOf', { used: used(files), total })} />
    </div>
  );
}
