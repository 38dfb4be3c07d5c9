import { useEffect } from 'react';
import { toast, Toaster } from 'sonner';
import { toastsStand } from '../hooks/toast';
import { useWords } from '../hooks/useWords';

const PLACE = { right: 20, bottom: 44 };
const PLACE_PHONE = { left: 12, right: 12, bottom: 64 };

const LOOK = {
  '--normal-bg': 'var(--raised)',
  '--normal-border': 'var(--line)',
  '--normal-text': 'var(--text)',
  '--border-radius': 'var(--r-s)',
} as React.CSSProperties;

/** Where toasts come up. The default export: loaded when the page stands. */
export default function Toasts({ theme }: { theme: 'light' | 'dark' }) {
  const t = useWords();
  useEffect(() => toastsStand(toast), []);
  return (
    <Toaster
      theme={theme}
      containerAriaLabel={t('panel.messages')}
      position="bottom-right"
      visibleToasts={3}
      offset={PLACE}
      mobileOffset={PLACE_PHONE}
      style={LOOK}
    />
  );
}
