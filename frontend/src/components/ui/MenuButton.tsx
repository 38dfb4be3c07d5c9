import { lazy, Suspense, useState, type ComponentType, type KeyboardEvent, type ReactNode, type UIEvent } from 'react';

const DropDown = lazy(() => import('./DropDown'));

interface Props<P extends object> {
  className?: string;
  /** The button's name, where its face does not say it. */
  label?: string;
  face: ReactNode;
  /** What the menu offers; a component that is loaded with it. */
  Items: ComponentType<P>;
  about: P;
}

/** A button with a menu. The menu and what makes menus work come with the first press: a page has many, and opens few. */
export function MenuButton<P extends object>({ className, label, face, Items, about }: Props<P>) {
  const [within, setWithin] = useState<Element | null>(null);
  // why a landmark: whoever goes from one to the next finds the menu where its button is.
  const ask = (event: UIEvent) => setWithin(event.currentTarget.closest('header, main') ?? document.body);
  const bare = { type: 'button', className, 'aria-label': label, title: label } as const;
  const waiting = (
    <button
      {...bare}
      aria-haspopup="menu"
      aria-expanded={false}
      onClick={ask}
      onKeyDown={(event: KeyboardEvent) => event.key === 'ArrowDown' && ask(event)}
    >
      {face}
    </button>
  );
  if (!within) return waiting;
  return (
    <Suspense fallback={waiting}>
      <DropDown within={within} button={<button {...bare}>{face}</button>}>
        <Items {...about} />
      </DropDown>
    </Suspense>
  );
}
