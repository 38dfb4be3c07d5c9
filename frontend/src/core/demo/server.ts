import type { Api } from '../api/client';
import { DemoApi } from './demoApi';

export const isDemo = true;

/** No server: Python runs in this browser. */
export function connect(): Api {
  return new DemoApi();
}
