import { DropdownMenu } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';

interface Props {
  button: ReactElement;
  /** The landmark that the menu belongs to. */
  within: Element;
  children: ReactNode;
}

/** A menu that stands open below its button. The default export: loaded with the first menu that is opened. */
export default function DropDown({ button, within, children }: Props) {
  return (
    <DropdownMenu.Root modal={false} defaultOpen>
      <DropdownMenu.Trigger asChild>{button}</DropdownMenu.Trigger>
      <DropdownMenu.Portal container={within}>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4} collisionPadding={8}>
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
