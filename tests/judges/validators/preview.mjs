// Someone who writes, with the preview open in Chromium: saves files, clicks, and asks what is shown (see preview.py).

import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { promisify } from "node:util";
import { withPage } from "./pages.mjs";

const run = promisify(execFile);

export async function answer(browser, order, require) {
  const { windows = 1, width = 1280, height = 900, scheme = "light", steps } = order;
  const [answers, complaints, requests] = [[], [], new Set()];
  const withPages = (pages) => withPage(browser, { window: pages.length }, async (page) => {
    await page.context().clearCookies();
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: scheme });
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => requests.add(request.url()));
    page.on("requestfailed", (request) => request.failure().errorText === "csp" && requests.delete(request.url()));
    pages.push(page);
    if (pages.length < windows) return withPages(pages);
    for (const [what, ...rest] of steps) {
      const said = await DO[what](pages, require, ...rest);
      if (said !== undefined) answers.push(said);
    }
  });
  await withPages([]);
  return { answers, complaints, requests: [...requests] };
}

const submission = (page) => page.frames().find((frame) => frame.url().includes("/page"));

function save(path, text) {
  writeFileSync(`${path}.tmp`, text);
  renameSync(`${path}.tmp`, path);
}

// The policy of the pages forbids Playwright's own waiting, which makes code of text.
async function until(ask, expression) {
  for (let tries = 0; tries < 1200; tries++) {
    if (await ask().catch(() => false)) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`never: ${expression}`);
}

async function barriers(frame, axe) {
  await frame.evaluate(axe);
  const found = await frame.evaluate(() => window.axe.run({ resultTypes: ["violations"], preload: false, iframes: false }));
  return found.violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help}: ${target.join(" ")}`));
}

const DO = {
  goto: async (pages, _, url) => { for (const page of pages) await page.goto(url); },
  save: (pages, _, path, text) => save(path, text),
  remove: (pages, _, path) => rmSync(path, { recursive: true }),
  rename: (pages, _, from, to) => renameSync(from, to),
  folder: (pages, _, path) => void mkdirSync(path, { recursive: true }),
  run: async (pages, _, ...command) => (await run(command[0], command.slice(1))).stdout,
  pause: (pages, _, milliseconds) => new Promise((done) => setTimeout(done, milliseconds)),
  wait: async (pages, _, expression) => { for (const page of pages) await until(() => page.evaluate(expression), expression); },
  waitInside: async (pages, _, expression) => { for (const page of pages) await until(async () => submission(page).evaluate(expression), expression); },
  click: (pages, _, selector) => pages[0].click(selector),
  clickInside: (pages, _, selector) => submission(pages[0]).click(selector),
  // The files are dropped from a file manager: the event is one of the page, as the browser makes it.
  drop: async ([page], _, selector, ...paths) => {
    const files = paths.map((path) => [basename(path), readFileSync(path).toString("base64")]);
    const data = await page.evaluateHandle((all) => {
      const given = new DataTransfer();
      for (const [name, text] of all) given.items.add(new File([Uint8Array.from(atob(text), (each) => each.charCodeAt())], name));
      return given;
    }, files);
    await page.dispatchEvent(selector, "drop", { dataTransfer: data });
  },
  choose: ([page], _, selector, ...paths) => page.setInputFiles(selector, paths),
  type: ([page], _, selector, text) => page.fill(selector, text),
  press: async (pages, _, keys) => { for (const key of keys.split(" ")) await pages[0].keyboard.press(key); },
  ask: (pages, _, expression) => pages[0].evaluate(expression),
  askInside: (pages, _, expression) => submission(pages[0]).evaluate(expression),
  askEach: (pages, _, expression) => Promise.all(pages.map((page) => page.evaluate(expression))),
  size: (pages, _, width, height) => pages[0].setViewportSize({ width, height }),
  picture: async (pages, _, path) => void (await pages[0].screenshot({ path })),
  axe: async (pages, require) => {
    const { source } = require("axe-core");
    const frames = [pages[0].mainFrame(), submission(pages[0])].filter(Boolean);
    return (await Promise.all(frames.map((frame) => barriers(frame, source)))).flat();
  },
  // Milliseconds from the save to the frame after the change and to its findings, in a window: by its own clock,
  // which is the same. The next save comes after both, as that of a person does.
  measure: async (pages, _, path, text) => {
    const page = pages[0];
    await page.evaluate(() => {
      const changed = (node, options) => new Promise((done) => new MutationObserver(() => done(Date.now())).observe(node, options));
      const painted = changed(document.documentElement, { attributeFilter: ["data-painted"] });
      const found = painted.then(() => changed(document.getElementById("totals"), { childList: true }));
      window.changes = Promise.all([painted, found]);
    });
    const began = Date.now();
    save(path, text);
    return (await page.evaluate(() => window.changes)).map((at) => at - began);
  },
};
