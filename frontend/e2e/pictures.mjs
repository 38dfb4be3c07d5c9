// Makes the pictures of docs/images from the running page: CELLHIVE_URL=… node e2e/pictures.mjs
import { chromium } from 'playwright-core';
import { addCode, block, cell, ended, openWith, run, says, write } from './notebook.mjs';

const url = process.env.CELLHIVE_URL ?? 'http://127.0.0.1:8080';
const place = new URL('../../docs/images/', import.meta.url).pathname;

const DAYS = `day,temperature,humidity,rain\n${Array.from({ length: 365 }, (_, day) => {
  const date = new Date(Date.UTC(2025, 0, day + 1)).toISOString().slice(0, 10);
  const swing = Math.cos(((day - 200) * 2 * Math.PI) / 365);
  const noise = Math.sin(day * 12.9898) * 3;
  return `${date},${(14 + 10 * swing + noise).toFixed(1)},${Math.round(62 - 14 * swing + noise * 2)},${Math.max(0, noise).toFixed(1)}`;
}).join('\n')}`;

const CELLS = [
  'import pandas as pd\n\ndf = pd.read_csv("istanbul-2025.csv", parse_dates=["day"])\ndf.head(3)',
  'df.plot("day", "temperature", title="Temperature over the year", ylabel="°C", figsize=(5, 3.4))\ndf.plot.scatter("temperature", "humidity", title="Humidity against temperature", figsize=(4, 3.4))\ndf.resample("MS", on="day").mean().to_excel("monthly.xlsx")\nprint(df.temperature.mean().round(1))',
  'import time\nfor month in range(12):\n    print("\\rmonth", month + 1, "of 12", end="")\n    time.sleep(5)',
  'hot = df[df.temp > 30]\nlen(hot)',
];

async function weather(page) {
  await openWith(page, url, CELLS[0], 'base');
  await page.getByLabel('Notebook title').fill('Weather in three plots');
  await page.getByLabel('Add files').setInputFiles([
    { name: 'istanbul-2025.csv', mimeType: 'text/csv', buffer: Buffer.from(DAYS) },
    { name: 'raw-sensor-dump.zip', mimeType: 'application/zip', buffer: Buffer.alloc(8.1 * 1024 * 1024) },
  ]);
  await page.locator('.file').getByText('ready').waitFor();
  for (const [index, code] of CELLS.slice(1).entries()) {
    await addCode(page);
    await write(page, index + 2, code);
  }
  await page.getByLabel('Add a text here').first().click();
  const text = 'We read one year of daily weather, look at it, and fit a line: $T(d) = a + b\\cos(2\\pi d/365)$.';
  await block(page, 'Text 1').getByRole('textbox').fill(`# Weather in three plots\n${text}`);
  await block(page, 'Text 1').getByRole('textbox').press('Control+Enter');
  for (const number of [1, 2, 4]) {
    await run(page, number);
    await ended(page, number, /Done|stopped with an error/);
  }
  await run(page, 3);
  await says(page, 3, /month \d/);
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
});
const context = await browser.newContext({ viewport: { width: 1440, height: 1240 }, colorScheme: 'light' });
const page = await context.newPage();
page.setDefaultTimeout(60_000);
await weather(page);
// why the wait: toasts are gone then.
await page.waitForTimeout(5000);
await cell(page, 2).getByRole('textbox').click();
const shot = async (name, width, height, scheme) => {
  await page.emulateMedia({ colorScheme: scheme });
  await page.setViewportSize({ width, height });
  await page.locator('main').evaluate((main) => main.scrollTo(0, 0));
  await page.waitForTimeout(400);
  await page.screenshot({ path: `${place}${name}.png` });
};
await shot('page', 1440, 1240, 'light');
await shot('page-dark', 1440, 1240, 'dark');
await shot('page-phone', 390, 844, 'light');
await browser.close();
