/** What is open around the notebook. */
export type Panel = 'files' | 'variables' | 'outline' | 'history' | 'examples' | 'help';
export type Dialog = 'palette' | 'keys' | 'share';

export interface View {
  panel: Panel | null;
  panelWidth: number;
  dialog: Dialog | null;
  /** The notebook stands as it will be printed. */
  printing: boolean;
}

export const PANEL_WIDTH = { least: 220, usual: 272, most: 480 };
const KEY = 'cellhive.view';

/** The panel of the last visit; on a small screen nothing covers the notebook at first. */
export function openView(storage: Pick<Storage, 'getItem'>, wide: boolean): View {
  const view: View = { panel: wide ? 'files' : null, panelWidth: PANEL_WIDTH.usual, dialog: null, printing: false };
  try {
    const kept = JSON.parse(storage.getItem(KEY) ?? '{}') as Partial<View>;
    return { ...view, ...(wide && kept.panel !== undefined ? { panel: kept.panel } : {}), ...width(kept.panelWidth) };
  } catch {
    return view;
  }
}

export function keepView(storage: Pick<Storage, 'setItem'>, { panel, panelWidth }: View): void {
  storage.setItem(KEY, JSON.stringify({ panel, panelWidth }));
}

export function withinWidth(wanted: number): number {
  return Math.round(Math.min(PANEL_WIDTH.most, Math.max(PANEL_WIDTH.least, wanted)));
}

function width(kept: number | undefined): Partial<View> {
  return typeof kept === 'number' ? { panelWidth: withinWidth(kept) } : {};
}
