// What goes wrong around a student, and what tries to. One function a flow; its name is what it shows.
import assert from 'node:assert/strict';
import { ended, openWith, output, run, runtimeButton, says } from '../notebook.mjs';

export async function aReloadInTheMiddleShowsEverything({ page, url }) {
  await openWith(page, url, 'import time\nfor i in range(6):\n    print("tick", i)\n    time.sleep(1)');
  await run(page, 1);
  await page.locator('.outputs').getByText('tick 1').waitFor();
  await page.waitForTimeout(500);
  await page.reload();
  await ended(page, 1, /Done/);
  assert.equal((await output(page, 1)).trim(), Array.from({ length: 6 }, (_, i) => `tick ${i}`).join('\n'));
}

export async function aBlockedWebSocketIsNoTrouble({ page, url }) {
  await page.routeWebSocket(/\/api\/v1\/stream/, (socket) => socket.close());
  await openWith(page, url, 'import time\nprint("early")\ntime.sleep(3)\nprint("late")');
  await page.getByText('Polling').waitFor();
  await run(page, 1);
  await page.locator('.outputs').getByText('early').waitFor();
  assert.doesNotMatch(await output(page, 1), /late/);
  await ended(page, 1, /Done/);
  assert.match(await output(page, 1), /late/);
}

export async function aLostNetworkIsMended({ page, context, url }) {
  await openWith(page, url, 'import time\nfor i in range(8):\n    print("tick", i)\n    time.sleep(1)');
  await page.getByText('Live', { exact: true }).waitFor();
  await run(page, 1);
  await page.locator('.outputs').getByText('tick 0').waitFor();
  await page.routeWebSocket(/\/api\/v1\/stream/, (socket) => socket.close());
  await context.setOffline(true);
  await page.reload({ timeout: 2000 }).catch(() => undefined);
  await context.setOffline(false);
  await page.goto(url);
  await ended(page, 1, /Done/);
  assert.match(await output(page, 1), /tick 0\ntick 1[^]*tick 7/);
}

export async function anUnreachableServerIsSaid({ page, context, url }) {
  await openWith(page, url, 'print("back")');
  await page.getByText('Live', { exact: true }).waitFor();
  await page.routeWebSocket(/\/api\/v1\/stream/, (socket) => socket.close());
  await context.route('**/api/**', (route) => route.abort());
  await page.reload();
  await page.getByText(/Offline since \d+:\d+/).waitFor();
  await run(page, 1);
  await says(page, 1, 'The server cannot be reached');
  await context.unroute('**/api/**');
  await page.getByText('Polling').waitFor();
  await run(page, 1);
  await ended(page, 1, /Done/);
}

/** The server's answer is played: nobody stops Docker under the other flows. */
export async function dockerBeingDownIsSaid({ page, url }) {
  const reason = 'Docker is not running on any worker.';
  const base = { name: 'base', title: 'Base', python: '3.11', packages: [], available: false, reason };
  await page.route('**/api/v1/runtimes', (route) => route.fulfill({ json: { runtimes: [base] } }));
  await page.goto(url);
  await page.locator('.note', { hasText: `No runtime is ready, so nothing can run yet. ${reason}` }).waitFor();
  await runtimeButton(page).click();
  const choice = page.getByRole('menuitemradio', { name: reason });
  assert.equal(await choice.isDisabled(), true);
}

export async function hostileOutputStaysText({ page, url }) {
  const code = [
    'from IPython.display import display, HTML, SVG',
    'print("<img src=x onerror=parent.hacked=1>")',
    'display(HTML("<script>parent.hacked=1</script><b onclick=parent.hacked=1>bold</b><img src=x onerror=parent.hacked=1>"))',
    "display(SVG(\"<svg xmlns='http://www.w3.org/2000/svg' width='20' height='20'><script>parent.hacked=1</script></svg>\"))",
  ].join('\n');
  await openWith(page, url, code);
  await run(page, 1);
  await ended(page, 1, /Done/);
  await page.frameLocator('iframe.foreign:not(.paper)').getByText('bold').click();
  for (const frame of await page.locator('iframe').all()) assert.equal(await frame.getAttribute('sandbox'), '');
  await page.waitForTimeout(300);
  assert.equal(await page.evaluate(() => globalThis.hacked), undefined);
  assert.match(await output(page, 1), /<img src=x/);
}
