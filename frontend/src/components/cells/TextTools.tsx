import { Bold, Code, Heading, Italic, Link, List, ListOrdered, Sigma } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useState, type FormEvent } from 'react';
import { apply, link, type MarkdownTool, type Selected } from '../../core/text/markdownEdits';
import { useWords } from '../../hooks/useWords';

const TOOLS: [MarkdownTool, typeof Bold][] = [
  ['heading', Heading],
  ['bold', Bold],
  ['italic', Italic],
  ['code', Code],
  ['bullets', List],
  ['numbers', ListOrdered],
  ['formula', Sigma],
];

interface Props {
  onEdit: (change: (state: Selected) => Selected) => void;
  onDone: () => void;
}

/** The writing bar of a text. The default export: loaded with the first text that is written. */
export default function TextTools({ onEdit, onDone }: Props) {
  const t = useWords();
  return (
    <div className="writing-bar" role="toolbar" aria-label={t('text.tools')}>
      {TOOLS.map(([tool, Icon]) => (
        <button
          type="button"
          key={tool}
          aria-label={t(`text.${tool}`)}
          title={t(`text.${tool}`)}
          onClick={() => onEdit((state) => apply(tool, state))}
        >
          <Icon aria-hidden size={15} />
        </button>
      ))}
      <LinkTool onLink={(address) => onEdit((state) => link(state, address))} />
      <span className="space" />
      <button type="button" className="done" onClick={onDone}>
        {t('text.done')}
      </button>
    </div>
  );
}

function LinkTool({ onLink }: { onLink: (address: string) => void }) {
  const t = useWords();
  const [open, setOpen] = useState(false);
  const [address, setAddress] = useState('');
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (address.trim() === '') return;
    setOpen(false);
    setAddress('');
    onLink(address);
  };
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <button type="button" aria-label={t('text.link')} title={t('text.link')}>
          <Link aria-hidden size={15} />
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="menu link-form"
          sideOffset={4}
          collisionPadding={8}
          aria-label={t('text.link')}
          onCloseAutoFocus={(event) => event.preventDefault()}
        >
          <form onSubmit={add}>
            <input
              className="field"
              type="text"
              inputMode="url"
              aria-label={t('text.linkAddress')}
              placeholder={t('text.linkExample')}
              value={address}
              onChange={(event) => setAddress(event.target.value)}
            />
            <button type="submit" className="button">
              {t('text.linkAdd')}
            </button>
          </form>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
