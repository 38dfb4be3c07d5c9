// Holds the page to its bars, against a running server: CELLHIVE_URL=… node bench/page.mjs (after npm run build). Takes the names of
// measures, else does all. Exit code 1 when a bar is missed.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';

const url = process.env.CELLHIVE_URL ?? 'http://127.0.0.1:8080';
const DIST = new URL('../dist/', import.meta.url);
const results = [];
const bar = (name, value, unit, good, limit) => {
  results.push(good);
  console.log(`${good ? 'ok  ' : 'OVER'} ${name}: ${Math.round(value * 10) / 10} ${unit} (bar ${limit})`);
};

/** Scripts and styles that index.html names: what comes before the editor's own chunk. */
function firstLoad() {
  const html = readFileSync(new URL('index.html', DIST), 'utf8');
  const files = [...new Set(html.match(/assets\/[^"]+\.(js|css)/g))];
  const kilobytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(new URL(file, DIST))).length, 0) / 1024;
  bar('first load, gzip', kilobytes, 'KB', kilobytes <= 300, '≤ 300');
}

const notebook = (cells) => ({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {},
  cells: Array.from({ length: cells }, (_, index) => ({
    cell_type: 'code',
    id: `c${index}`,
    metadata: {},
    execution_count: null,
    outputs: [],
    source: `x${index} = ${index}\nfor i in range(3):\n    print("cell ${index}", i)`,
  })),
});

async function opened(page, cells) {
  await page.goto(url);
  await page.locator('.cm-content').first().waitFor();
  const buffer = Buffer.from(JSON.stringify(notebook(cells)));
  await page
    .locator('input[accept=".ipynb,.py"]')
    .setInputFiles({ name: 'many.ipynb', mimeType: 'application/json', buffer });
  await page
    .locator('.cell')
    .nth(cells - 1)
    .waitFor({ state: 'attached', timeout: 60_000 });
  await page.locator('.cm-content').first().waitFor();
}

const percentile = (values, part) => values.toSorted((a, b) => a - b)[Math.floor(values.length * part)] ?? 0;

/** From the start of the navigation until the first editor takes the keyboard, at a quarter of the machine's speed. */
async function interactive(browser) {
  const times = [];
  for (let run = 0; run < 5; run += 1) {
    const page = await browser.newPage();
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    // why in the page: whoever asks from outside is slowed down too, and counted.
    await page.addInitScript(() => {
      const look = () => {
        if (document.querySelector('.cm-content[contenteditable="true"]')) globalThis.readyAt = performance.now();
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    await page.goto(url, { waitUntil: 'commit' });
    await page.waitForTimeout(5000);
    times.push(await page.evaluate(() => globalThis.readyAt ?? Infinity));
    await page.close();
  }
  bar('interactive, CPU ÷ 4, median of 5', percentile(times, 0.5), 'ms', percentile(times, 0.5) <= 1500, '≤ 1500');
}

/** How long each key keeps the main thread, from its event to the end of what it set off. */
async function typing(browser) {
  const page = await browser.newPage();
  await opened(page, 200);
  await page.locator('.cm-content').nth(1).click();
  await page.evaluate(() => {
    globalThis.keys = [];
    addEventListener(
      'keydown',
      () => {
        const start = performance.now();
        // why a message: it comes after everything that the key has set off, before the next paint.
        const channel = new MessageChannel();
        channel.port1.onmessage = () => globalThis.keys.push(performance.now() - start);
        requestAnimationFrame(() => channel.port2.postMessage(0));
      },
      { capture: true },
    );
  });
  await page.keyboard.type('value = sum(range(10)) + 7  # typed by the bench '.repeat(3), { delay: 60 });
  const busy = await page.evaluate(() => globalThis.keys);
  // why minus a frame: the wait for the frame itself is no work.
  const work = await workPerKey(page);
  bar('typing in 200 cells, p95 of work per key', percentile(work, 0.95), 'ms', percentile(work, 0.95) <= 16, '≤ 16');
  console.log(`     key to the frame after it, p95: ${Math.round(percentile(busy, 0.95))} ms`);
  await page.close();
}

/** The main thread's work for each of a hundred keys, from the trace of the browser itself. */
async function workPerKey(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const taken = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    const of = (name) => metrics.find((metric) => metric.name === name)?.value ?? 0;
    return (of('TaskDuration') - of('TaskOtherDuration')) * 1000;
  };
  const work = [];
  for (const key of 'abcdefghij'.repeat(10)) {
    const before = await taken();
    await page.keyboard.type(key);
    await page.waitForTimeout(40);
    work.push((await taken()) - before);
  }
  return work;
}

/** Frames per second while a hundred cells run one after another and the reader scrolls. */
async function scrolling(browser) {
  const page = await browser.newPage();
  await opened(page, 100);
  await page.getByRole('button', { name: 'Run all' }).click();
  await page.locator('.outputs').first().waitFor({ timeout: 60_000 });
  const frames = await page.evaluate(async () => {
    const main = document.querySelector('main');
    const gaps = [];
    let last = performance.now();
    let down = 1;
    for (const end = last + 5000; last < end;) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const now = performance.now();
      gaps.push(now - last);
      last = now;
      main.scrollBy(0, 12 * down);
      if (main.scrollTop + main.clientHeight >= main.scrollHeight - 1 || main.scrollTop === 0) down = -down;
    }
    return gaps;
  });
  const fps = 1000 / (frames.reduce((sum, gap) => sum + gap, 0) / frames.length);
  bar('scrolling while 100 cells run', fps, 'frames/s', fps >= 50, '≥ 50');
  console.log(`     slowest 5 % of frames from ${Math.round(percentile(frames, 0.95))} ms`);
  await page.close();
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
});
const measures = { firstLoad, interactive, typing, scrolling };
const wanted = process.argv.slice(2);
for (const [name, measure] of Object.entries(measures)) {
  if (wanted.length === 0 || wanted.includes(name)) await measure(browser);
}
await browser.close();
process.exit(results.every(Boolean) ? 0 : 1);
