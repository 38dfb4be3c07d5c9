import type { MimeBundle } from '../api/types';

/** nbformat allows a text as a list of lines. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return Array.isArray(value) && value.every((line) => typeof line === 'string') ? value.join('') : null;
}

const NO_TITLE = 'Figure without a title';

/** What a figure shows, in the words of its titles; null when it has none. */
export function captionOf(metadata: unknown): string | null {
  const alt = (metadata as { alt?: unknown } | null)?.alt;
  return typeof alt === 'string' && alt.trim() !== '' && alt !== NO_TITLE ? alt : null;
}

/** How large a picture wants to be drawn, in CSS pixels; known before it has loaded, so that its place is kept. */
export function sizeOf(metadata: unknown, type: string): { width: number; height: number } | null {
  const size = (metadata as Record<string, { width?: unknown; height?: unknown } | undefined> | null)?.[type];
  return typeof size?.width === 'number' && typeof size.height === 'number'
    ? { width: size.width, height: size.height }
    : null;
}

/** The forms that the page can show, richest first. */
export const PREFERENCE = [
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/svg+xml',
  'text/html',
  'text/markdown',
  'text/latex',
  'application/json',
  'text/plain',
] as const;

export type Mime = (typeof PREFERENCE)[number];

/** The richest form in a bundle that the page can show; null when there is none. */
export function richest(data: MimeBundle): Mime | null {
  return PREFERENCE.find((type) => data[type] !== undefined) ?? null;
}
