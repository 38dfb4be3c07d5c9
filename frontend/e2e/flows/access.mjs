// The page for those who use no mouse, or do not see it. One function a flow; its name is what it shows.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { addCode, cell, ended, openWith, remove, run, runtimeButton, undo, write } from '../notebook.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };

/** Nothing is half faded: what appears or leaves has no contrast that anybody reads. */
async function stands(page) {
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every((one) => one.playState !== 'running' || one.effect.getComputedTiming().iterations === Infinity),
  );
}

const toastsHaveLeft = (page) => page.locator('[data-sonner-toast]').first().waitFor({ state: 'detached' });

/** Looks at all of the page but the frames of foreign markup, which are the program's. */
async function violations(page, state) {
  await page.evaluate(AXE);
  await stands(page);
  const { violations: found } = await page.evaluate(
    (rules) => globalThis.axe.run({ exclude: [['iframe']] }, rules),
    RULES,
  );
  return found.map(({ id, nodes }) => `${state}: ${id} at ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

export async function axeFindsNothing({ page, url }) {
  await openWith(page, url, 'import pandas as pd\npd.DataFrame({"a": [1, 2]})', 'base');
  for (const [index, code] of ['def f():\n    return y\nf()', 'import os\nos._exit(3)', 'input("Name? ")'].entries()) {
    await addCode(page);
    await write(page, index + 2, code);
  }
  const plot = 'import matplotlib.pyplot as plt\nplt.plot([1]); plt.title("One"); plt.show()\nprint("\\n" * 300)';
  await addCode(page);
  await write(page, 5, plot);
  for (const number of [1, 2, 3, 5]) {
    await run(page, number);
    await ended(page, number, /./);
  }
  await run(page, 4);
  await page.getByLabel('Name?').waitFor();
  await toastsHaveLeft(page);
  const found = [];
  for (const scheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme: scheme });
    found.push(...(await violations(page, `notebook, ${scheme}`)));
    for (const panel of ['Files', 'Variables', 'Outline', 'History', 'Examples', 'Help']) {
      await page.getByRole('navigation').getByRole('button', { name: panel }).click();
      found.push(...(await violations(page, `${panel}, ${scheme}`)));
    }
    await runtimeButton(page).click();
    found.push(...(await violations(page, `runtime menu, ${scheme}`)));
    await page.keyboard.press('Escape');
    await cell(page, 1).hover();
    await cell(page, 1).getByLabel('More for this cell').click();
    await page.getByRole('menuitem', { name: /^Fold/ }).waitFor();
    found.push(...(await violations(page, `menu of a cell, ${scheme}`)));
    await page.keyboard.press('Escape');
    for (const [button, dialog] of [
      ['Share', 'Share this notebook'],
      ['All notebooks', 'Notebooks'],
    ]) {
      await page.getByRole('button', { name: button, exact: true }).click();
      await page.getByRole('dialog', { name: dialog }).waitFor();
      found.push(...(await violations(page, `${dialog}, ${scheme}`)));
      await page.keyboard.press('Escape');
    }
    await page.getByRole('button', { name: 'Enlarge: One' }).click();
    found.push(...(await violations(page, `enlarged, ${scheme}`)));
    await page.keyboard.press('Escape');
    await remove(page, 3);
    await page.locator('[data-sonner-toast]').waitFor();
    found.push(...(await violations(page, `toast, ${scheme}`)));
    await undo(page, 3);
    await toastsHaveLeft(page);
  }
  assert.deepEqual([...new Set(found)], []);
}

/** Write, run, read an error, go to its line, mend it, choose a size: without a pointer. */
export async function theKeyboardIsEnough({ page, url }) {
  await openWith(page, url, 'x = 1');
  await cell(page, 1).getByRole('textbox').focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('\nprint(y)');
  await page.keyboard.press('Control+Enter');
  await ended(page, 1, /stopped with an error/);
  await cell(page, 1).getByRole('button', { name: 'Cell 1, line 2' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => getSelection().toString() === 'print(y)');
  await page.keyboard.type('print(x + 41)');
  await page.keyboard.press('Control+Enter');
  await ended(page, 1, /Done/);
  await cell(page, 1).locator('.outputs').getByText('42').waitFor();
  await runtimeButton(page).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('Sm');
  await page.keyboard.press('Enter');
  await page.getByText('Restart to change to').waitFor();
}

export async function nothingTurnsWithReducedMotion({ page, url }) {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openWith(page, url, 'import time\ntime.sleep(20)');
  await run(page, 1);
  await cell(page, 1).locator('.turning').waitFor();
  const moving = await page.evaluate(
    () => document.getAnimations().filter((one) => one.playState === 'running').length,
  );
  assert.equal(moving, 0);
}
