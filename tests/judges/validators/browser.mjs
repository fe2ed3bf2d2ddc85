// Does in Chromium what a reader does with a page, and answers what is asked (see browser.py).

import { readFileSync } from "node:fs";
import { withPage } from "./pages.mjs";

export async function answer(browser, { visits }, require) {
  const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf-8");
  const seen = [];
  for (const visit of visits) seen.push(await make(browser, axe, visit));
  return seen;
}

function make(browser, axe, { url, context: { viewport, ...options }, steps }) {
  return withPage(browser, options, async (page, isNew) => {
    if (isNew) await page.addInitScript(tellOfBreaches);
    await page.setViewportSize(viewport);
    const devtools = await page.context().newCDPSession(page);
    const found = { answers: [], complaints: [], requests: [] };
    page.on("request", (request) => {
      const target = request.url();
      if (target.split("#")[0] !== url.split("#")[0] && !target.startsWith("data:")) found.requests.push(target);
    });
    page.on("console", (message) => ["error", "warning"].includes(message.type()) && found.complaints.push(message.text()));
    page.on("pageerror", (error) => found.complaints.push(error.message));
    page.setDefaultTimeout(5000);
    await page.goto(url, { waitUntil: "load" });
    for (const [verb, ...given] of steps) {
      const said = verb === "axe" ? await findBarriers(devtools, axe) : await verbs[verb](page, devtools, ...given);
      if (said !== undefined) found.answers.push(said);
    }
    await devtools.detach();
    await page.emulateMedia({ media: null });
    return found;
  });
}

function tellOfBreaches() {
  addEventListener("securitypolicyviolation", (event) => console.error(`${event.violatedDirective} ${event.blockedURI}`));
}

const verbs = {
  press: (page, devtools, keys) => pressAll(page, keys.split(" ")),
  click: (page, devtools, selector) => page.locator(selector).first().click(),
  tap: (page, devtools, selector) => page.locator(selector).first().tap(),
  hover: (page, devtools, selector) => page.locator(selector).first().hover(),
  point: (page, devtools, x, y) => page.mouse.move(x, y),
  size: (page, devtools, width, height) => page.setViewportSize({ width, height }),
  media: (page, devtools, settings) => page.emulateMedia(settings),
  wait: (page, devtools, milliseconds) => page.waitForTimeout(milliseconds),
  picture: async (page, devtools, path) => void (await page.screenshot({ path })),
  ask: (page, devtools, expression) => evaluate(devtools, expression),
  tree: readTree,
};

async function pressAll(page, keys) {
  for (const key of keys) await page.keyboard.press(key);
}

// Not by way of the page's own eval, which its policy forbids.
async function evaluate(devtools, expression) {
  const { result, exceptionDetails } = await devtools.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
  if (exceptionDetails) throw new Error(`${expression}: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
  return result.value ?? null;
}

// What a screen reader is told of the elements of a selector: role, name, description, state.
async function readTree(page, devtools, selector) {
  await devtools.send("DOM.enable");
  const { root } = await devtools.send("DOM.getDocument", { depth: 0 });
  const { nodeIds } = await devtools.send("DOM.querySelectorAll", { nodeId: root.nodeId, selector });
  const told = [];
  for (const nodeId of nodeIds) {
    const { nodes } = await devtools.send("Accessibility.getPartialAXTree", { nodeId, fetchRelatives: false });
    const [{ ignored, role, name, description }] = nodes;
    told.push(ignored ? null : { role: role.value, name: name.value, description: description?.value ?? "" });
  }
  return told;
}

async function findBarriers(devtools, axe) {
  await evaluate(devtools, `${axe}; null`);
  const violations = JSON.parse(await evaluate(devtools, "axe.run({ resultTypes: ['violations'] }).then(({ violations }) => JSON.stringify(violations))"));
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help}: ${target.join(" ")}`));
}
