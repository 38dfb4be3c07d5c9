import { Api } from './client';

export const isDemo = false;

/** The server of the page: VITE_BACKEND_URL, else the page's own address. */
export function connect(): Api {
  return new Api((import.meta.env.VITE_BACKEND_URL ?? '').replace(/\/$/, ''));
}
