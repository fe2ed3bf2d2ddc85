// Opens pages in Chromium, runs axe-core in them and notes every request (see axe.py): one object a page.

import { basename, join } from "node:path";

export async function answer(browser, order, require) {
  const axe = require.resolve("axe-core/axe.min.js");
  const seen = [];
  for (const url of order.pages) seen.push(await look(browser, order, axe, url));
  return seen;
}

async function look(browser, order, axe, url) {
  const found = { violations: new Set(), requests: new Set(), errors: new Set(), overflow: new Set() };
  for (const width of order.widths)
    for (const scheme of order.schemes) await lookAt(browser, order, axe, { url, width, scheme }, found);
  return Object.fromEntries(Object.entries(found).map(([part, texts]) => [part, [...texts]]));
}

async function lookAt(browser, order, axe, { url, width, scheme }, found) {
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
