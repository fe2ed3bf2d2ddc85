// Opens pages in Chromium, runs axe-core in them and notes every request (see axe.py): one object a page.

import { basename, join } from "node:path";
import { withPage } from "./pages.mjs";

export async function answer(browser, order, require) {
  const axe = require.resolve("axe-core/axe.min.js");
  return withPage(browser, { bypassCSP: true }, async (page) => {
    const seen = [];
    for (const url of order.pages) seen.push(await look(page, order, axe, url));
    return seen;
  });
}

async function look(page, order, axe, url) {
  const found = { violations: new Set(), requests: new Set(), errors: new Set(), overflow: new Set() };
  for (const width of order.widths)
    for (const scheme of order.schemes) await lookAt(page, order, axe, { url, width, scheme }, found);
  return Object.fromEntries(Object.entries(found).map(([part, texts]) => [part, [...texts]]));
}

async function lookAt(page, order, axe, { url, width, scheme }, found) {
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ colorScheme: scheme });
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
  const { violations } = await page.evaluate(() => window.axe.run({ resultTypes: ["violations"] }));
  for (const { id, help, nodes } of violations)
    for (const { target } of nodes) found.violations.add(`${id}: ${help}: ${target.join(" ")}`);
  page.removeAllListeners();
}
