const ROW_PX = 30;
const LINE_PX = 20;
const LEAST_PX = 40;
const MOST_PX = 480;
const SVG_PX = 320;

/**
 * How high a frame of foreign HTML should be. An estimate from the text alone: the frame has no origin, so the page cannot
 * measure what is in it. Too low only means that the frame scrolls.
 */
export function htmlHeight(html: string): number {
  const rows = count(html, /<tr\b/gi);
  const rest = html.replace(/<(table|style|script)\b[^]*?(<\/\1>|$)/gi, '');
  const shown = /\S/.test(rest.replace(/<(?!img\b|svg\b)[^>]*>/gi, ''));
  const lines = shown ? count(rest, /<(p|div|li|h[1-6]|br|pre|hr|dt|dd)\b/gi) + 1 : 0;
  return within(rows * ROW_PX + lines * LINE_PX + 16);
}

/** The height that an SVG asks for; a middling one when it does not say. */
export function svgHeight(svg: string): number {
  const tag = /<svg\b[^>]*>/i.exec(svg)?.[0] ?? '';
  const [, value, unit] = /\sheight\s*=\s*["']\s*([\d.]+)\s*(px|pt)?\s*["']/i.exec(tag) ?? [];
  const box = /\sviewBox\s*=\s*["']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+[\d.]+[\s,]+([\d.]+)/i.exec(tag)?.[1];
  const asked = value === undefined ? Number(box ?? SVG_PX) : Number(value) * (unit === 'pt' ? 4 / 3 : 1);
  return within(asked + 16);
}

function within(height: number): number {
  return Number.isFinite(height) ? Math.round(Math.min(MOST_PX, Math.max(LEAST_PX, height))) : SVG_PX;
}

function count(text: string, what: RegExp): number {
  return text.match(what)?.length ?? 0;
}
