// Opens pages in Chromium and says of each block of text the lines that it is broken into, as their signs stand
// from left to right (see lines.py).

import { withPage } from "./pages.mjs";

export async function answer(browser, { pages, width }) {
  return withPage(browser, { bypassCSP: true }, async (page) => {
    await page.setViewportSize({ width, height: 900 });
    const seen = [];
    for (const url of pages) {
      await page.goto(url, { waitUntil: "load" });
      seen.push(await page.evaluate(linesOf));
    }
    return seen;
  });
}

function linesOf() {
  const blocks = "p, h1, h2, h3, h4, h5, h6, td, th, dt, dd, caption, figcaption, pre, summary, .authorities li";
  // Half of the lower one beside the other: so marks of notes, which are raised, stay in their line.
  const beside = (one, other) =>
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > Math.min(one.bottom - one.top, other.bottom - other.top) / 2;
  const lines = [];
  for (const block of document.querySelectorAll(blocks)) {
    if (block.querySelector(blocks)) continue;
    const signs = [];
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode()); ) {
      for (let at = 0; at < node.length; at++) {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const box = [...range.getClientRects()].find((each) => each.width > 0);
        const sign = node.parentElement.closest("sup") ? `^${node.data[at]}` : node.data[at];
        if (box) signs.push({ sign, left: box.left, right: box.right, top: box.top, bottom: box.bottom });
      }
    }
    const groups = [];
    for (const each of signs) {
      const last = groups.at(-1);
      if (last && beside(last, each)) last.signs.push(each);
      else groups.push({ top: each.top, bottom: each.bottom, signs: [each] });
    }
    lines.push(groups.map((group) => ({
      read: group.signs.map((each) => each.sign).join("").trim(),
      shown: group.signs.toSorted((one, other) => one.left - other.left || one.right - other.right).map((each) => each.sign).join("").trim(),
    })).filter((line) => line.read));
  }
  return lines.filter((each) => each.length);
}
