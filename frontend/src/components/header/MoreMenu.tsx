import { Ellipsis } from 'lucide-react';
import { lazy } from 'react';
import { useWords } from '../../hooks/useWords';
import { MenuButton } from '../ui/MenuButton';

const MoreItems = lazy(() => import('./MoreItems'));

/** The way to everything that is done once in a while. */
export function MoreMenu({ theme }: { theme: 'light' | 'dark' }) {
  const t = useWords();
  const face = <Ellipsis aria-hidden size={18} />;
  return <MenuButton className="icon-button" label={t('book.more')} face={face} Items={MoreItems} about={{ theme }} />;
}
