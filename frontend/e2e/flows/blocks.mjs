// Blocks: adding, writing, moving, keys, and what comes back. One function a flow; its name is what it shows.
import assert from 'node:assert/strict';
import { addCode, block, cell, ended, focusIsIn, openWith, says, write } from '../notebook.mjs';

/** What the blocks say, from top to bottom. */
const order = (page) =>
  page
    .locator('.cell')
    .evaluateAll((cells) =>
      cells.map((one) => one.querySelector('.cm-content, .editor-waits, .prose, .text-waits')?.textContent),
    );

async function three(page, url) {
  await openWith(page, url, 'first');
  for (const [index, code] of ['second', 'third'].entries()) {
    await addCode(page);
    await write(page, index + 2, code);
  }
}

export async function cellsAreDraggedByTheirHandles({ page, url }) {
  await three(page, url);
  await cell(page, 1).hover();
  const handle = await cell(page, 1).getByLabel('Move this cell', { exact: true }).boundingBox();
  const target = await cell(page, 3).boundingBox();
  await page.mouse.move(handle.x + 8, handle.y + 8);
  await page.mouse.down();
  await page.mouse.move(handle.x + 8, handle.y + 40, { steps: 4 });
  await page.mouse.move(handle.x + 8, target.y + target.height, { steps: 8 });
  await page.mouse.up();
  await page.waitForFunction(() => document.querySelector('.cell .cm-content')?.textContent === 'second');
  assert.deepEqual(await order(page), ['second', 'third', 'first']);
}

export async function cellsAreMovedByTheKeyboard({ page, url }) {
  await three(page, url);
  const handle = cell(page, 1).getByLabel('Move this cell', { exact: true });
  await handle.focus();
  await page.keyboard.press('Space');
  await page.getByText('Lifted from place 1.').waitFor({ state: 'attached' });
  await page.keyboard.press('ArrowDown');
  await page.getByText('Now at place 2.').waitFor({ state: 'attached' });
  await page.keyboard.press('Space');
  await page.getByText('Put down at place 2.').waitFor({ state: 'attached' });
  assert.deepEqual(await order(page), ['second', 'first', 'third']);
  await cell(page, 3).getByRole('textbox').press('Escape');
  await page.keyboard.press('Alt+ArrowUp');
  assert.deepEqual(await order(page), ['second', 'third', 'first']);
}

export async function jupytersKeysWork({ page, url }) {
  await three(page, url);
  await cell(page, 1).getByRole('textbox').press('ArrowDown');
  await focusIsIn(page, 2);
  await page.keyboard.press('Escape');
  await page.keyboard.press('a');
  await page.keyboard.press('Enter');
  await page.keyboard.type('new');
  assert.deepEqual(await order(page), ['first', 'new', 'second', 'third']);
  await page.keyboard.press('Escape');
  await page.keyboard.press('d');
  await page.keyboard.press('d');
  assert.deepEqual(await order(page), ['first', 'second', 'third']);
  await page.keyboard.press('z');
  assert.deepEqual(await order(page), ['first', 'new', 'second', 'third']);
  await page.keyboard.press('m');
  await block(page, 'Text 1').locator('.prose').waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('y');
  await cell(page, 2).getByRole('textbox').waitFor();
  await page.keyboard.press('o');
  await cell(page, 2).locator('.folded').waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).getByText('Bring back the cell deleted last').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.getByLabel('Type what you want to do').fill('duplicate');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelectorAll('.cell').length === 5);
}

export async function textsAreWrittenWithPreview({ page, url }) {
  await openWith(page, url, 'x');
  await page.getByLabel('Add a text here').first().click();
  const text = block(page, 'Text 1');
  await text.getByRole('textbox').fill('Weather');
  await text.getByRole('textbox').press('Control+a');
  await text.getByRole('button', { name: 'Heading' }).click();
  await text.getByRole('textbox').press('Control+End');
  const source =
    '\nWe *read* $a^2$ [bad](javascript:hacked=1) \n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<img src=x onerror="window.hacked=1"> ';
  await page.keyboard.insertText(source);
  await text.getByRole('button', { name: 'Link' }).click();
  await page.getByLabel('Address of the link').fill('example.org');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  for (const part of ['h1', 'em', '.katex', 'td', 'a[href="https://example.org"]'])
    await text.locator(`.preview ${part}`).first().waitFor();
  assert.equal(await text.locator('.preview a[href^="javascript"]').count(), 0);
  await text.getByRole('textbox').press('Control+z');
  await page.waitForFunction(() => !document.querySelector('.preview a[href]'));
  await text.getByRole('textbox').press('Control+Enter');
  await text.getByRole('heading', { name: 'Weather' }).waitFor();
  assert.equal(await text.getByRole('textbox').count(), 0);
  assert.equal(await page.evaluate(() => globalThis.hacked), undefined);
  await page.keyboard.press('Enter');
  await text.getByRole('textbox').waitFor();
}

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

export async function imagesAreKept({ page, url }) {
  await openWith(page, url, 'x');
  await page.getByLabel('Add an image here').last().click();
  const image = block(page, 'Image 1');
  await image.getByLabel('Choose an image').setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: PIXEL });
  await page.getByText('a.txt is no picture').waitFor();
  await image.getByLabel('Choose an image').setInputFiles({ name: 'map.png', mimeType: 'image/png', buffer: PIXEL });
  await image.getByLabel('What the image shows').fill('A map');
  await page.getByText('Saved').waitFor();
  await page.reload();
  await page.waitForFunction(() => document.querySelector('.cell img[alt="A map"]')?.naturalWidth === 1);
}

export async function cellsBelowAnEditedOneSaySo({ page, url }) {
  await openWith(page, url, 'a = 1');
  await addCode(page);
  await write(page, 2, 'print(2)');
  await page.getByRole('button', { name: 'Run all' }).click();
  await ended(page, 2, /Done/);
  await write(page, 1, 'a = 2');
  await says(page, 1, 'edited since this run');
  await says(page, 2, 'code above changed since this run');
  await write(page, 1, 'a = 1');
  await page.waitForFunction(() => document.querySelectorAll('.stale').length === 0);
}
