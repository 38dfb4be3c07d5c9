/** 24 hexadecimal digits; works without HTTPS too, where crypto.randomUUID is missing. */
export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
