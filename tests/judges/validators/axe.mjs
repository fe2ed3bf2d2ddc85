// Opens pages in Chromium, runs axe-core in them and notes every request. The order comes as JSON in the first
// argument (see axe.py); one object a page is printed as JSON.

import { createRequire } from "node:module";
import { basename, join } from "node:path";

const order = JSON.parse(process.argv[2]);
const require = createRequire(join(order.modules, "here.js"));
const { chromium } = require("playwright-core");
const axe = require.resolve("axe-core/axe.min.js");

const browser = await chromium.launch({
  executablePath: order.chromium,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
try {
  const seen = [];
  for (const page of order.pages) seen.push(await look(page));
  console.log(JSON.stringify(seen));
} finally {
  await browser.close();
}

async function look(url) {
  const found = { violations: new Set(), requests: new Set(), errors: new Set(), overflow: new Set() };
  for (const width of order.widths)
    for (const scheme of order.schemes) await lookAt(url, width, scheme, found);
  return Object.fromEntries(Object.entries(found).map(([part, texts]) => [part, [...texts]]));
}

async function lookAt(url, width, scheme, found) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme, bypassCSP: true });
  const page = await context.newPage();
  page.on("request", (request) => {
    const target = request.url();
    if (target.split("#")[0] !== url && !target.startsWith("data:") && !target.startsWith("blob:")) found.requests.add(target);
  });
  page.on("websocket", (socket) => found.requests.add(socket.url()));
  page.on("console", (message) => message.type() === "error" && found.errors.add(message.text()));
  page.on("pageerror", (error) => found.errors.add(error.message));
  await page.goto(url, { waitUntil: "load" });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) found.overflow.add(`${wide} pixels too wide at ${width}`);
  if (order.pictures) {
    const name = `${basename(url, ".html")}-${width}-${scheme}.png`;
    await page.screenshot({ path: join(order.pictures, name), fullPage: true });
  }
  await page.addScriptTag({ path: axe });
  const { violations } = await page.evaluate(() => window.axe.run());
  for (const { id, help, nodes } of violations)
    for (const { target } of nodes) found.violations.add(`${id}: ${help}: ${target.join(" ")}`);
  await context.close();
}
