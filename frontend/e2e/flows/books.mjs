// Notebooks: keeping, opening, taking along. One function a flow; its name is what it shows.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { addCode, block, cell, ended, openWith, output, run, write } from '../notebook.mjs';

const saved = (page) => page.locator('.saved', { hasText: 'Saved' }).waitFor();

export async function whatIsTypedIsKeptAtOnce({ page, url }) {
  await openWith(page, url, 'typed just before the reload');
  await page.reload();
  await cell(page, 1).getByText('typed just before the reload').waitFor();
}

export async function anOldPagesNotebookIsTakenAlong({ page, url }) {
  const old = {
    title: 'From before',
    runtime: 'python',
    size: 'small',
    files: [],
    cells: [{ id: 'a', code: 'print("old")', run: null }],
  };
  await page.addInitScript((kept) => localStorage.setItem('cellhive.notebook.1', kept), JSON.stringify(old));
  await page.goto(url);
  await cell(page, 1).getByText('print("old")').waitFor();
  assert.equal(await page.getByLabel('Notebook title').inputValue(), 'From before');
}

export async function severalNotebooksAreKeptApart({ page, url }) {
  await openWith(page, url, 'one');
  await page.getByLabel('Notebook title').fill('First');
  await page.getByLabel('All notebooks').click();
  await page.getByRole('button', { name: 'New notebook' }).click();
  await page.waitForFunction(() => document.title.startsWith('Untitled'));
  await cell(page, 1).getByRole('textbox').fill('two');
  await page.getByLabel('Notebook title').fill('Second');
  await saved(page);
  await page.getByLabel('All notebooks').click();
  await page.getByLabel('Duplicate Second').click();
  await page.waitForFunction(() => document.title.startsWith('Copy of Second'));
  await page.getByLabel('All notebooks').click();
  await page.getByLabel('Delete Copy of Second').click();
  await page.waitForFunction(() => document.title.startsWith('Second'));
  await page.getByRole('button', { name: /^First/ }).click();
  await cell(page, 1).getByText('one').waitFor();
  assert.equal(await page.getByLabel('Notebook title').inputValue(), 'First');
  await page.goBack();
  await page.waitForFunction(() => !document.title.startsWith('First'));
  for (const before of [url, 'about:blank']) {
    if (before !== url) await page.goto(before);
    await page.goto(`${url}/#/notebook/elsewhere`);
    await page.getByText('is not in this browser').waitFor();
    assert.doesNotMatch(page.url(), /elsewhere/);
  }
}

export async function anEarlierStateComesBack({ page, url }) {
  await openWith(page, url, 'print("changed")');
  await saved(page);
  await page.getByRole('button', { name: 'History' }).click();
  await page.getByLabel('Look at it: the state').first().click();
  const look = page.getByRole('group', { name: 'Look at it: the state' });
  await look.getByText('Hello from a sandbox').waitFor();
  await cell(page, 1).getByText('changed').waitFor();
  await page
    .getByRole('button', { name: /^Restore the state/ })
    .first()
    .click();
  await cell(page, 1).getByText('Hello from a sandbox').waitFor();
  const toast = page.locator('[data-sonner-toast]', { hasText: 'The earlier state is back' });
  await toast.getByRole('button', { name: 'Undo' }).press('Enter');
  await cell(page, 1).getByText('changed').waitFor();
}

export async function twoTabsDoNotOverwriteEachOther({ page, context, url }) {
  await openWith(page, url, 'print("first tab")');
  await saved(page);
  const second = await context.newPage();
  await second.goto(page.url());
  await second.getByText('open in another tab').waitFor();
  await second.getByRole('button', { name: 'Go on here' }).click();
  await write(second, 1, 'print("second tab")');
  await page.getByText('open in another tab').waitFor();
  await saved(second);
  await second.close();
  await page.getByRole('button', { name: 'Go on here' }).click();
  await cell(page, 1).getByText('second tab').waitFor();
  await run(page, 1);
  await ended(page, 1, /Done/);
}

async function download(page, item) {
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: item }).click();
  return readFileSync(await (await waiting).path(), 'utf8');
}

/** A Python with e2e/requirements.txt. */
const PYTHON = process.env.NOTEBOOK_PYTHON ?? 'python3';
const CHECK = new URL('../check_notebook.py', import.meta.url).pathname;

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** A notebook with a text, an image and a picture that code made: checked by nbformat, run by nbclient, and opened again. */
export async function aNotebookGoesToJupyterAndBack({ page, url, shots }) {
  await openWith(
    page,
    url,
    `from base64 import b64decode\nfrom IPython.display import Image, display\ndisplay(Image(b64decode("${PIXEL}")))\nprint("shown")`,
  );
  await addCode(page);
  await write(page, 2, '6 * 7');
  await page.getByLabel('Add a text here').first().click();
  await block(page, 'Text 1').getByRole('textbox').fill('# Title\nwith $x$');
  await block(page, 'Text 1').getByRole('textbox').press('Control+Enter');
  await page.getByLabel('Add an image here').last().click();
  const map = { name: 'map.png', mimeType: 'image/png', buffer: Buffer.from(PIXEL, 'base64') };
  await block(page, 'Image 1').getByLabel('Choose an image').setInputFiles(map);
  await block(page, 'Image 1').getByLabel('What the image shows').fill('A map');
  await page.getByLabel('Notebook title').fill('Round trip');
  await page.getByRole('button', { name: 'Run all' }).click();
  await ended(page, 2, /Done/);
  const text = await download(page, 'Download for Jupyter (.ipynb)');
  const file = JSON.parse(text);
  assert.deepEqual(
    file.cells.map((one) => one.cell_type),
    ['markdown', 'code', 'code', 'markdown'],
  );
  assert.ok(file.cells[1].outputs.some((one) => one.data?.['image/png']));
  writeFileSync(`${shots}/round-trip.ipynb`, text);
  const python = await download(page, 'Download as Python with cells (.py)');
  assert.match(python, /# %% \[markdown\]\n# # Title\n# with \$x\$\n\n# %%\nfrom base64/);
  execFileSync(PYTHON, [CHECK, `${shots}/round-trip.ipynb`], { stdio: 'inherit' });
  await page.locator('input[accept=".ipynb,.py"]').setInputFiles({
    name: 'back.ipynb',
    mimeType: 'application/json',
    buffer: Buffer.from(text),
  });
  await page.getByLabel('All notebooks').click();
  await page.waitForFunction(() => document.querySelectorAll('.notebooks li').length === 2);
  assert.match(await output(page, 1), /shown/);
  assert.equal(await cell(page, 1).locator('.figure img').count(), 1);
  await block(page, 'Text 1').getByRole('heading', { name: 'Title' }).waitFor();
  await page.waitForFunction(() => document.querySelector('.cell img[alt="A map"]')?.naturalWidth === 1);
}

/** Paper: code, text, formula and figure, read back out of the PDF. */
export async function thePrintViewIsAPdf({ page, url, shots }) {
  await page.addInitScript(() => (globalThis.print = () => (globalThis.printed = true)));
  await openWith(
    page,
    url,
    'import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\nprint("printed words")',
    'base',
  );
  await page.getByLabel('Add a text here').first().click();
  await block(page, 'Text 1').getByRole('textbox').fill('# On paper\nA formula: $\\alpha = 7$');
  await block(page, 'Text 1').getByRole('textbox').press('Control+Enter');
  await run(page, 1);
  await ended(page, 1, /Done/);
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Print or save as PDF' }).click();
  await page.waitForFunction(() => globalThis.printed);
  await page.screenshot({ path: `${shots}/print.png` });
  await page.pdf({ path: `${shots}/notebook.pdf`, preferCSSPageSize: true });
  const words = execFileSync('pdftotext', ['-layout', `${shots}/notebook.pdf`, '-'], { encoding: 'utf8' });
  for (const part of [/On paper/, /import matplotlib\.pyplot as plt/, /α/, /printed words/]) assert.match(words, part);
  const images = execFileSync('pdfimages', ['-list', `${shots}/notebook.pdf`], { encoding: 'utf8' });
  assert.match(images, /image/);
  await page.getByRole('button', { name: 'Back to the notebook' }).click();
  await cell(page, 1).getByRole('textbox').waitFor();
}
