// Drives the page in a real Chromium against a real server: CELLHIVE_URL=http://127.0.0.1:8080 npm run e2e
// Screenshots go to SHOTS (default e2e/shots). Every wait is bounded; the exit code is 1 when a flow fails.
import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright-core';
import * as access from './flows/access.mjs';
import * as outputs from './flows/outputs.mjs';
import * as asleep from './flows/asleep.mjs';
import * as blocks from './flows/blocks.mjs';
import * as books from './flows/books.mjs';
import * as page from './flows/page.mjs';
import * as running from './flows/running.mjs';
import * as sessions from './flows/sessions.mjs';
import * as share from './flows/share.mjs';
import * as trouble from './flows/trouble.mjs';

const flows = [page, running, sessions, outputs, access, blocks, books, share, trouble].flatMap((subject) =>
  Object.values(subject),
);

const url = process.env.CELLHIVE_URL ?? 'http://127.0.0.1:8080';
const shots = process.env.SHOTS ?? new URL('shots', import.meta.url).pathname;
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];

mkdirSync(shots, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [...ARGS, '--disable-component-update', '--disable-sync'],
});
const wanted = process.argv.slice(2);
const named = Object.values(asleep).filter(({ name }) => wanted.includes(name));
const waiting = [...named, ...flows.filter(({ name }) => wanted.length === 0 || wanted.includes(name))];
let failed = 0;

async function drive(flow) {
  const started = Date.now();
  // why a context each: every flow is an owner of its own, with an empty notebook store.
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: 'light' });
  const tab = await context.newPage();
  tab.setDefaultTimeout(30_000);
  const faults = [];
  tab.on('pageerror', (fault) => faults.push(fault.message));
  try {
    await flow({ page: tab, context, url, shots });
    if (faults.length > 0) throw new Error(`the page threw: ${faults.join('; ')}`);
    console.log(`ok   ${flow.name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  } catch (problem) {
    failed += 1;
    await tab.screenshot({ path: `${shots}/FAILED-${flow.name}.png` }).catch(() => undefined);
    console.log(`FAIL ${flow.name}: ${problem.stack}`);
  }
  await context.close();
}

/** Takes flows until none is left. */
async function lane() {
  for (let flow = waiting.shift(); flow; flow = waiting.shift()) await drive(flow);
}

await Promise.all(Array.from({ length: Number(process.env.E2E_AT_ONCE ?? 2) }, lane));
await browser.close();
console.log(failed === 0 ? 'The page works.' : `${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
