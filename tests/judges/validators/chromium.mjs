// Keeps one Chromium. A line that comes in is an order as JSON, {"script": a module of this folder, ...}; the answer
// of the `answer` of that module goes out, {"answer": ...}, or {"error": ...} where it throws, and an empty line.

import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { join } from "node:path";

const [modules, executablePath] = process.argv.slice(2);
const require = createRequire(join(modules, "here.js"));
const { chromium } = require("playwright-core");

const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line);
  let said;
  try {
    const { answer } = await import(`./${order.script}`);
    said = { answer: await answer(browser, order, require) };
  } catch (error) {
    said = { error: `${error.stack}` };
  }
  console.log(`${JSON.stringify(said)}\n`);
}
await browser.close();
