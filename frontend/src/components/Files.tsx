import { FileText, Upload, X } from 'lucide-react';
import { useId, useState, type DragEvent } from 'react';
import type { FileState } from '../core/cells/state';
import { upload, used } from '../core/cells/uploads';
import { bytes } from '../core/text/format';
import { words } from '../core/words';
import { useCellhive, usePage } from '../hooks/useCellhive';

/** The panel of files that go along with every run. */
export function Files() {
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
    <aside className="files" aria-label={words.files}>
      <h2>{words.files}</h2>
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
        <Upload aria-hidden size={15} /> {words.dropHere}
        <small>{limits ? words.upToEach(limits.singleFileBytes) : ''}</small>
        <input
          id={id}
          type="file"
          multiple
          aria-label={words.addFiles}
          onChange={(event) => {
            void add([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
      </label>
      {limits && files.length > 0 && <Quota files={files} total={limits.totalBytes} />}
      {files.length === 0 && <p className="hint">{words.noFiles}</p>}
      <ul>
        {files.map((file) => (
          <li key={file.name}>
            <FileText aria-hidden size={15} />
            <span className="file-name" title={file.name}>
              {file.name}
            </span>
            <button
              type="button"
              aria-label={words.remove(file.name)}
              onClick={() => dispatch({ type: 'fileRemoved', name: file.name })}
            >
              <X aria-hidden size={14} />
            </button>
            <small className={file.state === 'refused' ? 'trouble' : ''}>{stateOf(file)}</small>
          </li>
        ))}
      </ul>
    </aside>
  );
}

function stateOf(file: FileState): string {
  switch (file.state) {
    case 'uploading':
      return `${bytes(file.size)} · ${words.uploading}`;
    case 'ready':
      return `${bytes(file.size)} · ${words.ready}`;
    case 'refused':
      return file.why;
  }
}

function Quota({ files, total }: { files: FileState[]; total: number }) {
  return (
    <div className="quota">
      <small>{words.usedOf(used(files), total)}</small>
      <progress max={total} value={used(files)} aria-label={words.usedOf(used(files), total)} />
    </div>
  );
}
