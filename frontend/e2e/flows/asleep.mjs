// For a server whose sessions soon sleep: CELLHIVE_SESSION_IDLE=3s. Runs only when it is named.
import assert from 'node:assert/strict';
import { addCode, ended, openWith, output, run, runtimeButton, write } from '../notebook.mjs';

export async function aSleepingSessionWakesAndSaysSo({ page, url }) {
  await openWith(page, url, 'kept = 41');
  await addCode(page);
  await write(page, 2, 'print(kept + 1)');
  await run(page, 1);
  await ended(page, 1, /Done/);
  await page.getByRole('button', { name: 'Variables', exact: true }).click();
  // why a reload: the page asks for its session's state when it opens.
  for (let tries = 0; !/asleep/.test(await runtimeButton(page).innerText()); tries += 1) {
    assert.ok(tries < 60, 'the session never slept');
    await page.waitForTimeout(2000);
    await page.reload();
    await runtimeButton(page)
      .getByText(/ready|asleep/)
      .waitFor();
  }
  await page.getByText('The session sleeps; run a cell to see its variables.').waitFor();
  await run(page, 2);
  await ended(page, 2, /Done/);
  assert.match(await output(page, 2), /Your session was asleep\. 1 cell ran again unseen[^]*42/);
}
