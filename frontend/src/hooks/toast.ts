type Toast = typeof import('sonner').toast;

let stands: (toast: Toast) => void;
const standing = new Promise<Toast>((resolve) => (stands = resolve));

/** The place of the toasts is on the page: what was said before comes now. */
export function toastsStand(toast: Toast): void {
  stands(toast);
}

/** Says something in a toast. Its library is no part of the first load: what is said early waits for it. */
export function toast(...said: Parameters<Toast>): void {
  void standing.then((say) => say(...said));
}
toast.success = (...said: Parameters<Toast['success']>): void => void standing.then((say) => say.success(...said));
toast.error = (...said: Parameters<Toast['error']>): void => void standing.then((say) => say.error(...said));
