// What a student does on the page, as functions.
import assert from 'node:assert/strict';

export const cell = (page, number) => page.getByRole('region', { name: `Cell ${number}`, exact: true });

/** A text or an image, by its name. */
export const block = (page, name) => page.getByRole('region', { name, exact: true });

export const RUNTIMES = { python: /^Python 3/, base: /^Base/, ml: /^ML/ };

/** Opens the runtime menu; the button says what is chosen. */
export const runtimeButton = (page) => page.getByRole('button', { name: /^Runtime:/ });

/** Chooses a runtime, a size, or how cells run, by its name. */
export async function choose(page, name) {
  await runtimeButton(page).click();
  await page.getByRole('menuitemradio', { name }).click();
}

/** Opens the page and leaves one cell with this code. */
export async function openWith(page, url, code, runtime = 'python') {
  await page.goto(url);
  await cell(page, 1).getByRole('textbox').waitFor();
  await choose(page, RUNTIMES[runtime]);
  await remove(page, 2);
  await block(page, 'Text 1').hover();
  await block(page, 'Text 1').getByLabel('Delete this cell').click();
  await write(page, 1, code);
}

export async function remove(page, number) {
  await cell(page, number).hover();
  await cell(page, number).getByLabel('Delete this cell').click();
}

export const addCode = (page) => page.getByLabel('Add a code cell here').last().click();

export async function write(page, number, code) {
  await cell(page, number).getByRole('textbox').fill(code);
}

export const run = (page, number) => cell(page, number).getByLabel('Run this cell').click();

export async function says(page, number, text, timeout = 60_000) {
  await cell(page, number).getByText(text).first().waitFor({ timeout });
}

/** The text of all outputs of a cell. */
export async function output(page, number) {
  return (await cell(page, number).locator('.outputs').innerText()) ?? '';
}

export async function ended(page, number, word, timeout = 120_000) {
  const status = cell(page, number).getByRole('status');
  const said = await page.waitForFunction(
    (node) => !/Waiting|Sending|Running|in line|Stopping/.test(node?.innerText ?? 'Running') && node.innerText,
    await status.elementHandle(),
    { timeout },
  );
  assert.match(await said.jsonValue(), word);
}

export async function focusIsIn(page, number) {
  await page.waitForFunction(
    (name) => document.activeElement?.closest('.cell')?.getAttribute('aria-label') === name,
    `Cell ${number}`,
  );
}

/** Takes back the deletion of the cell that had this number. */
export async function undo(page, number) {
  const toast = page.locator('[data-sonner-toast]').filter({ hasText: `Cell ${number} deleted` });
  // why a key: the toast moves while it comes, and a pointer may miss it.
  await toast.getByRole('button', { name: 'Undo' }).press('Enter');
}
