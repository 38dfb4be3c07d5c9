// Giving a notebook away: what the sender copies, and what the receiver is asked.
import assert from 'node:assert/strict';
import { cell, openWith, says, run, addCode } from '../notebook.mjs';

export async function aLinkCarriesANotebookToAnotherBrowser({ page, context, url, shots }) {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openWith(page, url, 'print("from Ayşe ✓")');
  await page.getByLabel('Notebook title').fill('Shared homework');
  await page.getByRole('button', { name: 'Share' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share this notebook' });
  await dialog.getByRole('button', { name: 'Copy link' }).click();
  await page.getByText('Link copied').waitFor();
  await page.screenshot({ path: `${shots}/share.png` });
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(link, await dialog.getByLabel('Link to a copy of this notebook').inputValue());
  const stranger = await context.browser().newContext();
  try {
    const other = await stranger.newPage();
    const asked = [];
    other.on('request', (request) => asked.push(request.url()));
    await other.goto(link);
    const offer = other.getByRole('dialog', { name: 'A notebook for you' });
    await offer.getByText('Shared homework').waitFor();
    assert.match(await cell(other, 1).innerText(), /Hello from a sandbox/, 'nothing opens before the reader says so');
    assert.ok(!asked.some((one) => one.includes('shared')), 'no server is told what the link carries');
    await other.screenshot({ path: `${shots}/share-received.png` });
    await offer.getByRole('button', { name: 'Open as a new notebook' }).click();
    await other.waitForFunction(() => document.querySelector('.title')?.value === 'Shared homework');
    await run(other, 1);
    await says(other, 1, 'from Ayşe ✓');
    await other.goto(`${link.slice(0, -20)}`);
    await other.getByText('the link is not complete').waitFor();
  } finally {
    await stranger.close();
  }
}

export async function aNotebookTooLongForALinkGoesAsAFile({ page, url }) {
  await openWith(page, url, 'print(1)');
  await addCode(page);
  const noise = Array.from({ length: 3000 }, (_, at) => `v${at} = ${Math.sin(at) * 1e15}`).join('\n');
  await paste(page, 2, noise);
  await page.getByRole('button', { name: 'Share' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share this notebook' });
  await dialog.getByText(/links longer than 30.000 get cut/).waitFor();
  assert.equal(await dialog.getByRole('button', { name: 'Copy link' }).count(), 0);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Download the file' }).click(),
  ]);
  assert.match(file.suggestedFilename(), /\.ipynb$/);
}

/** What is long goes in at once: typed, each line would be laid out by itself. */
async function paste(page, number, text) {
  const box = cell(page, number).getByRole('textbox');
  await box.click();
  await box.evaluate((element, words) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', words);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}
