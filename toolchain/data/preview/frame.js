// The preview's script in the page: it changes the page in place, so that the place and what is open stay.

(() => {
  const first = Number(document.currentScript.dataset.page);
  const policy = window.trustedTypes?.createPolicy("preview", { createHTML: (html) => html });
  const parse = (html) => new DOMParser().parseFromString(policy ? policy.createHTML(html) : html, "text/html");
  const send = (message) => parent.postMessage(message, "*"); // whoever shows this page is the preview: its header says so
  const lineOf = (block) => Number(block.dataset.line);
  const RANK = ["information", "warning", "error"];
  const OURS = ".told, .box, .peek, .large, .enlarge";
  const KEPT = ["data-found", "data-here", "title", "aria-current", "data-at"];
  let findings = [];

  // Keys are of lines of the source: numbers change when a paragraph is inserted, and identify nothing.
  const keyOf = ({ nodeName, dataset }) => (dataset?.key ? nodeName + dataset.key : undefined);

  function keepState(from, to) {
    if (from.isEqualNode(to)) return false;
    for (const name of KEPT) if (from.hasAttribute(name) && !to.hasAttribute(name)) to.setAttribute(name, from.getAttribute(name));
    if (from.nodeName === "DETAILS") to.open = from.open;
    if (from.nodeName === "BODY") to.className = from.className;
    if (from.style?.cssText) to.style.cssText = from.style.cssText;
    return true;
  }

  const fixed = (page) => [...page.querySelectorAll("style:not([nonce]), script:not([nonce])")]
    .filter(({ type }) => type !== "application/ld+json").map(({ textContent }) => textContent).join();

  const merge = (from, to) =>
    morphdom(from, to, {
      getNodeKey: keyOf,
      onBeforeElUpdated: keepState,
      onBeforeNodeDiscarded: (node) => !(node.nodeType === Node.ELEMENT_NODE && node.matches(OURS)),
    });

  // A paragraph alone is sent with its key.
  function changeParagraph(html, key) {
    const [from, to] = [document, parse(html)].map((page) => page.querySelector(`[data-key="${key}"]`));
    if (from && to) merge(from, to);
    return Boolean(from && to);
  }

  function change(html) {
    const next = parse(html);
    if (fixed(next) !== fixed(document)) return false;
    const block = here();
    const top = block?.getBoundingClientRect().top;
    for (const name of ["lang", "dir"]) if (document.documentElement[name] !== next.documentElement[name]) document.documentElement[name] = next.documentElement[name];
    document.title = next.title;
    merge(document.body, next.body);
    if (block?.isConnected) scrollBy({ top: block.getBoundingClientRect().top - top, behavior: "instant" });
    tell();
    return true;
  }

  // The block that is read: the first in the window.
  function here() {
    for (let y = 24; y < innerHeight; y += 24) {
      const block = document.elementFromPoint(innerWidth / 2, y)?.closest("[data-line]");
      if (block) return block;
    }
  }

  // The innermost block with the last line up to this one.
  function finder() {
    const blocks = [...document.querySelectorAll("[data-line]")].sort((one, other) => lineOf(one) - lineOf(other));
    return (line) => {
      let [low, high] = [0, blocks.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (lineOf(blocks[middle]) <= line) low = middle + 1;
        else high = middle;
      }
      return blocks[low - 1] ?? document.querySelector("h1");
    };
  }

  function mark() {
    const old = new Set(document.querySelectorAll("[data-found]"));
    const find = findings.length ? finder() : undefined;
    const found = new Map();
    for (const [line, severity] of findings) {
      const block = find(line);
      if (block && RANK.indexOf(severity) > RANK.indexOf(found.get(block))) found.set(block, severity);
    }
    for (const block of old) if (!found.has(block)) delete block.dataset.found;
    for (const [block, severity] of found) if (block.dataset.found !== severity) block.dataset.found = severity;
  }

  function show(line) {
    document.querySelector("[data-here]")?.removeAttribute("data-here");
    const block = finder()(line);
    if (!block) return;
    block.dataset.here = "";
    block.scrollIntoView({ block: "center", behavior: "instant" });
  }

  function tell() {
    const headings = document.querySelectorAll("main :is(h2, h3, h4, h5, h6)[data-line]");
    const { lang, dir } = document.documentElement;
    send({ lang, dir, headings: Array.from(headings, (each) => [Number(each.nodeName[1]), each.textContent, lineOf(each)]) });
  }

  addEventListener("message", ({ source, data }) => {
    if (source !== parent) return;
    if (data.html) {
      const isDone = data.key ? changeParagraph(data.html, data.key) : change(data.html);
      if (isDone) requestAnimationFrame(() => setTimeout(() => send({ painted: data.page })));
      else send({ isOther: true, line: here() && lineOf(here()) });
    }
    if (data.findings) {
      findings = data.findings;
      mark();
    }
    if (data.line) show(data.line);
    if (data.edit && here()) send({ open: lineOf(here()) });
  });

  addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='http']");
    if (link) [link.target, link.rel] = ["_blank", "noreferrer noopener"];
    const block = event.target.closest("[data-line]");
    if (!block || event.target.closest("a, button, summary, img, dialog, [popover]") || getSelection().toString()) return;
    send({ open: lineOf(block) });
  });

  addEventListener("DOMContentLoaded", () => {
    tell();
    requestAnimationFrame(() => setTimeout(() => send({ ready: first, painted: first })));
  });
})();
