import { Check, Download, File, FileImage, FileSpreadsheet, FileText, X } from 'lucide-react';
import type { FileState } from '../../core/cells/state';
import { bytes, number } from '../../core/text/format';
import { useWords } from '../../hooks/useWords';
import { Meter } from '../ui/Meter';

interface Props {
  file: FileState;
  /** Where it can be downloaded; null when it cannot. */
  href: string | null;
  onRemove: () => void;
}

/** One file with its state: on its way, there, or refused and why. */
export function FileRow({ file, href, onRemove }: Props) {
  const t = useWords();
  return (
    <li className="file">
      <FileIcon name={file.name} />
      <span className="file-name" title={file.name}>
        {file.name}
      </span>
      <span className="file-acts">
        {file.state === 'uploading' && <span>{t('file.percent', { part: percent(file) })}</span>}
        {file.state === 'ready' && <Check className="ok" aria-hidden size={15} />}
        {href !== null && (
          <a
            href={href}
            download={file.name}
            aria-label={t('file.download', { name: file.name })}
            title={t('file.download', { name: file.name })}
          >
            <Download aria-hidden size={14} />
          </a>
        )}
        <button
          type="button"
          aria-label={t('file.remove', { name: file.name })}
          title={t('file.remove', { name: file.name })}
          onClick={onRemove}
        >
          <X aria-hidden size={14} />
        </button>
      </span>
      <State file={file} />
    </li>
  );
}

function State({ file }: { file: FileState }) {
  const t = useWords();
  switch (file.state) {
    case 'uploading':
      return <Meter value={file.sent} most={file.size} name={t('file.uploading')} tone="run" />;
    case 'ready':
      return (
        <small>
          {bytes(file.size)} · {t('file.ready')}
        </small>
      );
    case 'refused':
      return <small className="trouble">{file.why}</small>;
  }
}

function percent({ sent, size }: { sent: number; size: number }): string {
  return number(size === 0 ? 100 : Math.floor((sent / size) * 100), 0);
}

const ICONS: [RegExp, typeof File][] = [
  [/\.(csv|tsv|xlsx?|parquet)$/i, FileSpreadsheet],
  [/\.(png|jpe?g|gif|svg|webp)$/i, FileImage],
  [/\.(txt|md|json|py)$/i, FileText],
];

export function FileIcon({ name }: { name: string }) {
  const Icon = ICONS.find(([kind]) => kind.test(name))?.[1] ?? File;
  return <Icon aria-hidden size={16} />;
}
