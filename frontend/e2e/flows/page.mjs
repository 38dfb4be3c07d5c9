// Files, cells, the examples, and how the page looks. One function a flow; its name is what it shows.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import {
  RUNTIMES,
  addCode,
  cell,
  choose,
  ended,
  openWith,
  output,
  remove,
  run,
  says,
  undo,
  write,
} from '../notebook.mjs';

const EXAMPLES = new URL('../../../examples/', import.meta.url);

export async function filesGoAlongAndOversizedOnesAreRefused({ page, url }) {
  await openWith(page, url, 'print(open("hello.txt").read())\nopen("made.csv", "w").write("a,b")');
  await page.getByLabel('Add files').setInputFiles([
    { name: 'hello.txt', mimeType: 'text/plain', buffer: Buffer.from('read from a file') },
    { name: 'big.bin', mimeType: 'application/octet-stream', buffer: Buffer.alloc(6 * 1024 * 1024) },
  ]);
  await page.locator('.file').getByText('over the 5 MB limit for one file').waitFor();
  await page.locator('.file').getByText('ready').waitFor();
  await run(page, 1);
  await says(page, 1, 'read from a file');
  const waiting = page.waitForEvent('download');
  await cell(page, 1).getByText('Download made.csv').click();
  assert.equal(readFileSync(await (await waiting).path(), 'utf8'), 'a,b');
}

/** Eleven files that are fine one by one, over the quota together. */
export async function theQuotaOfAllFilesIsKept({ page, url }) {
  await openWith(page, url, 'import os\nprint(len(os.listdir()), "files")');
  const folder = mkdtempSync(`${tmpdir()}/cellhive-`);
  const files = Array.from({ length: 11 }, (_, index) => `${folder}/${index}.bin`);
  for (const file of files) writeFileSync(file, Buffer.alloc(4.9 * 1024 * 1024));
  await page.getByLabel('Add files').setInputFiles(files);
  await page.locator('.file').getByText('Over the 50 MB limit for all files').waitFor();
  assert.equal(await page.locator('.file').getByText('ready').count(), 10);
  await page.getByLabel('Remove 10.bin').click();
  await page.getByLabel('Remove 3.bin').click();
  await page.getByRole('progressbar', { name: '44.1 MB of 50 MB used' }).waitFor();
  rmSync(folder, { recursive: true });
}

export async function deletingCanBeUndone({ page, url }) {
  await openWith(page, url, 'print("kept")');
  await remove(page, 1);
  assert.equal(await cell(page, 1).count(), 0);
  await undo(page, 1);
  await says(page, 1, 'kept');
}

/** A running cell stops when it is deleted; brought back, it says so. */
export async function deletingARunningCellCanBeUndone({ page, url }) {
  await openWith(page, url, 'import time\nfor i in range(60):\n    print("tick", i)\n    time.sleep(1)');
  await run(page, 1);
  await page.locator('.outputs').getByText('tick 0').waitFor();
  await remove(page, 1);
  await page.waitForTimeout(2500);
  await undo(page, 1);
  await ended(page, 1, /stopped by you/);
  assert.match(await output(page, 1), /tick 0/);
}

/** Every example of the repository, with its files, in the page; each on its own, as they want different runtimes. */
export async function everyExampleRuns({ page, url }) {
  const examples = JSON.parse(readFileSync(new URL('examples.json', EXAMPLES), 'utf8'));
  await openWith(page, url, '');
  await choose(page, /^Large/);
  await choose(page, /^Each cell runs on its own/);
  const files = [...new Set(examples.flatMap((example) => example.files))];
  await page.getByLabel('Add files').setInputFiles(files.map((file) => new URL(file, EXAMPLES).pathname));
  for (const example of examples) {
    await choose(page, RUNTIMES[example.runtime]);
    await write(page, 1, readFileSync(new URL(example.file, EXAMPLES), 'utf8'));
    await run(page, 1);
    await ended(page, 1, /Done/);
    const shown = await output(page, 1);
    for (const part of example.expect.stdoutContains) assert.ok(shown.includes(part), `${example.file}: ${part}`);
    assert.equal(await cell(page, 1).locator('.figure img').count(), example.expect.figures, example.file);
    for (const name of example.expect.artifacts)
      assert.ok(shown.includes(`Download ${name}`), `${example.file}: ${name}`);
  }
}

/** A page with every state, at three widths and in both themes; nothing may scroll sideways. */
export async function looksRightAtEveryWidth({ page, url, shots }) {
  await page.goto(url);
  await cell(page, 2).getByRole('textbox').waitFor();
  const more = [
    'import pandas as pd\npd.DataFrame({"day": ["2025-01-01", "2025-01-02"], "rain": [0.0, 2.4]})',
    'df = 1\nprint(hot)',
    'import time, sys\nprint("careful", file=sys.stderr)\ntime.sleep(60)',
  ];
  for (const [index, code] of more.entries()) {
    await addCode(page);
    await write(page, index + 3, code);
  }
  await page.getByLabel('Add files').setInputFiles(new URL('examples.json', EXAMPLES).pathname);
  for (const number of [1, 2, 3, 4, 5]) await run(page, number);
  for (const number of [1, 2, 3]) await ended(page, number, /Done/);
  await cell(page, 2).locator('.figure img').waitFor();
  await cell(page, 3).locator('.data').getByRole('button', { name: 'rain' }).waitFor();
  await says(page, 5, 'careful');
  await cell(page, 2).getByRole('textbox').click();
  for (const scheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const width of [1440, 820, 390]) {
      await page.setViewportSize({ width, height: width === 390 ? 844 : 1000 });
      await page.waitForTimeout(200);
      await page.screenshot({ path: `${shots}/page-${width}-${scheme}.png` });
      const [inside, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.ok(inside <= window, `${width} px: ${inside} px wide`);
    }
  }
  await cell(page, 5).getByLabel('Stop this cell').click();
  await ended(page, 5, /stopped by you/);
}

/** Each opens as a notebook of its own, with its file, and runs to its end in the order of its cells. */
export async function everyExampleOfTheGalleryRuns({ page, url }) {
  await page.goto(url);
  for (const [title, cells] of Object.entries({ Plots: 3, 'A table of cities': 4, 'A tree that learns': 3 })) {
    const panel = page.getByRole('button', { name: 'Examples' });
    if ((await panel.getAttribute('aria-expanded')) === 'false') await panel.click();
    await page.getByRole('button', { name: new RegExp(`^${title}`) }).click();
    await page.waitForFunction((name) => document.title.startsWith(name), title);
    if (title.startsWith('A table')) {
      await page.getByRole('button', { name: 'Files', exact: true }).click();
      await page.locator('.file').getByText('ready').waitFor();
    }
    await page.getByRole('button', { name: 'Run all' }).click();
    await ended(page, cells, /Done/);
  }
}
