// Interactive features of the page: a click on a paragraph number copies its link, notes open next to their marks,
// cross-references show a preview, figures enlarge, and the contents mark the current section. The script changes no
// word of the page and makes no requests. Without it no content is missing.
// The elements that it adds are in the TEMPLATE at the end of the page.

const isHeading = (element) => /^H\d$/.test(element.tagName);
const placeOf = (link) => document.getElementById(decodeURIComponent(link.hash.slice(1)));
const each = (selector, action, root = document) => root.querySelectorAll(selector).forEach(action);
const on = (type, action, root = document) => root.addEventListener(type, action, true);

// Contents: next to the text, or, on a narrow screen, closed above it

const contents = document.querySelector("nav.contents > details");
const wide = matchMedia("(min-width: 64rem), print");

function follow() {
  const [summary, list] = [contents.firstElementChild, contents.parentElement];
  const links = [...contents.querySelectorAll("a")];
  const headings = links.map(placeOf);
  let current;

  const mark = () => {
    const isEnd = scrollY > 0 && innerHeight + scrollY > document.documentElement.scrollHeight - 2;
    const at = isEnd ? links.length - 1 : headings.findLastIndex((heading) => heading.getBoundingClientRect().top < innerHeight / 4);
    if (links[at] === current) return;
    current?.removeAttribute("aria-current");
    current = links[at];
    current?.setAttribute("aria-current", "true");
    summary.dataset.at = current?.textContent ?? "";
    if (current && wide.matches) list.scrollTop += current.getBoundingClientRect().top - innerHeight / 2;
  };
  const fold = () => (contents.open = wide.matches);

  on("scroll", () => requestAnimationFrame(mark));
  on("pointerdown", ({ target }) => wide.matches || contents.contains(target) || fold());
  on("keydown", ({ key }) => {
    if (key !== "Escape" || wide.matches) return;
    fold();
    summary.focus();
  }, contents);
  on("click", ({ target }) => {
    const heading = target.closest("a") && placeOf(target.closest("a"));
    if (!heading || wide.matches) return;
    fold();
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }, contents);
  wide.onchange = fold;
  fold();
  mark();
  document.body.classList.add("ready");
}

if (contents) follow();

// The rest needs popovers (2023); without them the page stays as it is.

if (!("popover" in document.body)) throw new Error("This browser has no popovers.");

const parts = document.querySelector("body > template").content.cloneNode(true);
const [told, box, peek, enlarge, large] = parts.children;
document.body.append(told, box, peek, large);

const REFERENCES = "main a[href^='#']:not([class], [role])";
const isOpen = (popover) => popover.matches(":popover-open");

// Numbers. The link is also followed, so that the paragraph is marked and its address is in the address
// bar. If the browser does not let a page copy, that is all that happens.

each("main a.number", (number) => (number.title = told.dataset.copy));

async function copy(link) {
  try {
    await navigator.clipboard.writeText(link.href);
  } catch {
    return;
  }
  told.textContent = told.dataset.copied.replace("{place}", link.ariaLabel);
  clearTimeout(copy.timer);
  copy.timer = setTimeout(() => told.replaceChildren(), 4000);
}

// A copy of the target of a link, without ids and links back. For a section, the copy is the
// beginning of its text. After a note such as "Ibid.", which is not the first with its source, the source is in full.

function copyOf(place) {
  const shown = isHeading(place) ? [] : place.matches("div:not(.table), li") ? place.childNodes : [place];
  for (let next = place; isHeading(place) && shown.length < 2; shown.push(next)) {
    next = next.nextElementSibling;
    if (!next || isHeading(next)) break;
  }
  const copied = document.createElement("div");
  copied.append(...Array.from(shown, (node) => node.cloneNode(true)));
  each(`nav td + td a + [href="#${place.id}"]`, (link) => {
    const cell = link.closest("tr").firstChild.cloneNode(true);
    copied.appendChild(document.createElement("p")).append(cell.querySelector("template")?.content ?? cell.textContent);
  });
  each("[id]", (element) => element.removeAttribute("id"), copied);
  each("[role=region]", (element) => (element.role = "group"), copied);
  each("[role=doc-backlink], .enlarge, :scope > p > span.number", (element) => element.remove(), copied);
  return copied;
}

function nameOf(link, place) {
  const named = isHeading(place) ? place : (place.querySelector("a.number, caption .number, figcaption .number") ?? link);
  return link.ariaLabel ?? named.ariaLabel ?? named.textContent;
}

// Box and preview are placed next to the link that opens them, which the style sheet calls "--from", and
// the text as "--text". If the browser cannot do that, they are at the bottom of the window.

let from;

if (CSS.supports("anchor-name: --from")) {
  document.querySelector("main").style.anchorName = "--text";
  for (const { classList, style } of [box, peek]) {
    classList.add("anchored");
    style.positionAnchor = "--from";
    style.positionTryFallbacks = "flip-block";
  }
}

function show(popover, link, place) {
  if (from) from.style.anchorName = "";
  from = link;
  from.style.anchorName = "--from";
  const { top, bottom } = link.getBoundingClientRect();
  popover.style.maxHeight = `min(26rem, ${Math.max(top, innerHeight - bottom) - 20}px)`;
  popover.lastElementChild.replaceWith(copyOf(place));
  popover.showPopover();
  popover.scrollTop = 0;
}

// The box, for notes, and for cross-references if no pointer can hover. While it is open it has the
// focus, which then returns to the link. Its first line links to the place of its text in the page.

function openBox(link) {
  const [go, close] = box.firstElementChild.children;
  box.ariaLabel = go.textContent = nameOf(link, placeOf(link));
  go.href = link.hash;
  close.onclick = () => box.hidePopover();
  hidePeek();
  show(box, link.closest("[popover]") ? from : link, placeOf(link));
  box.focus();
}

on("beforetoggle", ({ newState }) => {
  if (newState === "closed" && box.contains(document.activeElement)) from.focus({ preventScroll: true });
}, box);
on("keydown", (event) => {
  const stops = [...box.querySelectorAll("a[href], button, [tabindex='0']")];
  const ends = event.shiftKey ? [box, stops[0]] : [stops.at(-1)];
  if (event.code !== "Tab" || !ends.includes(document.activeElement)) return;
  event.preventDefault();
  box.hidePopover();
}, box);

// The preview, while a pointer or the focus is on a cross-reference. Users of screen readers follow the link.

let waiting;

function showPeek(link) {
  const place = placeOf(link);
  if (!place || isOpen(box)) return;
  peek.firstElementChild.textContent = isHeading(place) ? place.textContent : "";
  show(peek, link, place);
  each("a, [tabindex]", (element) => (element.tabIndex = -1), peek);
}

function hidePeek() {
  clearTimeout(waiting);
  peek.hidePopover();
}

on("pointerover", ({ target, pointerType }) => {
  clearTimeout(waiting);
  if (pointerType !== "mouse" || peek.contains(target)) return;
  const link = target.closest(REFERENCES);
  if (!link) waiting = setTimeout(hidePeek, 250);
  else if (link !== from || !isOpen(peek)) waiting = setTimeout(showPeek, 250, link);
});
// The preview is hidden from assistive technology, so a click on one of its links may not move the focus there.
on("mousedown", (event) => event.target.closest("a") && event.preventDefault(), peek);
on("focusin", ({ target }) => target.matches(REFERENCES) && target.matches(":focus-visible") && showPeek(target));
on("focusout", hidePeek);

// Clicks. Before the click event, the press has already closed an open box: a second click on a mark must
// leave it closed.

let pointer, closed;

on("pointerdown", ({ pointerType }) => {
  pointer = pointerType;
  closed = isOpen(box) && from;
});
on("keydown", ({ key }) => {
  pointer = closed = "";
  if (key === "Escape") hidePeek();
});

on("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  if (!link || !placeOf(link) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (link.role === "doc-noteref" || (pointer === "touch" && link.matches(REFERENCES))) {
    event.preventDefault();
    if (link !== closed) openBox(link);
  } else if (link.closest("[popover]")) link.closest("[popover]").hidePopover();
  else if (link.matches(".number")) copy(link);
});

// Figures

each("main figure > img", (image) => {
  const button = enlarge.cloneNode(true);
  const number = image.parentElement.querySelector("figcaption .number")?.textContent.trim() ?? "";
  if (number) button.ariaLabel += `: ${number}`;
  image.after(button);
  image.onclick = () => button.click();
  button.onclick = () => {
    large.querySelector("span").textContent = number;
    large.ariaLabel = button.ariaLabel;
    large.lastElementChild.replaceChildren(image.cloneNode());
    button.focus();
    large.showModal();
  };
});
large.querySelector("button").onclick = () => large.close();
