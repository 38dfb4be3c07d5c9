import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { useCellhive } from '../../hooks/useCellhive';
import { useWords } from '../../hooks/useWords';

interface Props {
  title: string;
  className: string;
  children: ReactNode;
  /** Else the page's open dialog is closed. */
  onClose?: () => void;
}

/** A dialog over the page; closes with Escape, and the focus goes back where it was. */
export function Sheet({ title, className, children, onClose }: Props) {
  const t = useWords();
  const { show } = useCellhive();
  const close = onClose ?? (() => show({ dialog: null }));
  return (
    <Dialog.Root open onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <Dialog.Overlay className="shade" />
        <Dialog.Content className={`dialog ${className}`} aria-describedby={undefined}>
          <div className="dialog-head">
            <Dialog.Title>{title}</Dialog.Title>
            <Dialog.Close asChild>
              <button type="button" className="icon-button" aria-label={t('command.close')}>
                <X aria-hidden size={16} />
              </button>
            </Dialog.Close>
          </div>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
