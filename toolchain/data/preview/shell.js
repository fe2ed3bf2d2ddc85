// The preview's own page. The submission is in a frame without an origin: it is sent each new page as text,
// and says which line to open.

const source = document.body.dataset.source;
const frame = document.querySelector("iframe");
const at = (id) => document.getElementById(id);
const of = (path) => `${path}?source=${source}`;
const send = (message) => frame.contentWindow.postMessage(message, "*");
const language = document.documentElement.lang;
const grouped = (number) => number.toLocaleString(language).replaceAll(".", "\u202f"); // as the commands do in Spanish
const printed = (fact) => (typeof fact === "number" ? grouped(fact) : fact);
const said = (message, facts = {}) =>
  (messages[message] ?? message).replace(/\{(\w+)\}/g, (whole, name) => (name in facts ? printed(facts[name]) : whole));
const many = (number, one, others) => said(number === 1 ? one : others, { number });
const words = (number) => many(number, said("{number} word"), said("{number} words"));
const daysOf = (number) => many(number, said("{number} day"), said("{number} days"));

let wanted = [0, 0]; // the newest page and state of the server
let shown = [-1, -1]; // those here
let isReady = false; // whether the frame waits for a page
let isBusy = false;
let isLost = false; // whether the last message says that the preview does not answer
let place = 0; // the line to show after the frame was loaded again
let state = {};

const say = (text) => (at("said").textContent = text);

// What is new is fetched, one after the other: of several changes only the last is shown.

async function update() {
  if (isBusy) return;
  isBusy = true;
  try {
    for (;;) {
      if (isReady && shown[0] < wanted[0]) {
        const answer = await fetch(`${of("page")}&after=${shown[0]}`);
        const [html, page] = [await answer.text(), Number(answer.headers.get("X-Page"))];
        isReady = false;
        shown[0] = page;
        send({ html, page, key: answer.headers.get("X-Key") });
      } else if (shown[1] < wanted[1]) {
        const [answer, count] = [await fetch(of("state")), wanted[1]];
        state = await answer.json();
        shown[1] = count;
        showState();
      } else break;
    }
  } catch {
    isLost = true;
    say(said("The preview does not answer."));
  } finally {
    isBusy = false;
  }
}

function load() {
  isReady = false;
  frame.src = of("page");
}

function showState() {
  document.title = said("{title} – preview", { title: state.title });
  at("title").textContent = state.title;
  showFacts();
  showWhy();
  showPictures();
  if (!state.findings) return;
  at("totals").textContent = state.more
    ? said("{totals}; the first {number} are here", { totals: state.totals, number: state.findings.length })
    : state.totals;
  const focused = document.activeElement.closest("#findings li")?.dataset.key;
  const button = document.activeElement.className;
  at("findings").replaceChildren(...state.findings.map(entryOf));
  if (focused) (at("findings").querySelector(`[data-key="${focused}"] .${button}`) ?? at("beside")).focus();
  mark();
}

function mark() {
  send({ findings: (state.findings ?? []).filter(({ line }) => line).map(({ line, severity }) => [line, severity]) });
}

function showFacts() {
  const { total, limit, days, deadline, recipient } = state;
  const facts = [recipient];
  if (limit && total > limit) facts.push(said("{words} too many, of {limit}", { words: words(total - limit), limit }));
  else if (limit) facts.push(said("{words} left of {limit}", { words: words(limit - total), limit }));
  else if (total !== undefined) facts.push(words(total));
  if (deadline) {
    const ago = said("{days} ago", { days: daysOf(-days) });
    const when = days > 0 ? said("in {days}", { days: daysOf(days) }) : days ? ago : said("today");
    facts.push(said("due {deadline}, {when}", { deadline, when }));
  }
  at("facts").textContent = facts.filter(Boolean).join(" · ");
  at("facts").classList.toggle("over", Boolean(limit && total > limit));
}

function showWhy() {
  const why = state.why.flatMap(({ path, message, help }) => [path ? `${path}: ${message}` : message, help]).filter(Boolean).map((each) => `${each}.`).join(" ");
  const facts = { path: state.path, why };
  const text = why && (wanted[0]
    ? said("{path} cannot be shown as it is now, so this is the last page that could be made. {why}", facts)
    : said("{path} cannot be shown yet. {why}", facts));
  if (at("why").textContent !== text) at("why").textContent = text;
  if (state.why[0]?.line) at("why").append(" ", buttonFor("edit", state.why[0].line));
}

function buttonFor(kind, line) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = said("Edit line {line}", { line: String(line) });
  button.onclick = () => open(line);
  return button;
}

function entryOf(finding) {
  const entry = document.querySelector("template").content.firstElementChild.cloneNode(true);
  const part = (name) => entry.querySelector(`.${name}`);
  const where = finding.line ? said("line {line}", { line: String(finding.line) }) : finding.path || state.path;
  entry.dataset.key = finding.key;
  entry.className = finding.severity;
  part("severity").textContent = finding.word;
  part("code").textContent = finding.code;
  part("path").textContent = where;
  part("message").textContent = finding.message;
  part("help").textContent = finding.help;
  for (const [name, action] of [["show", () => lead(finding.line)], ["edit", () => open(finding.line)], ["fix", () => fix(finding)]]) {
    part(name).hidden = !(name === "fix" ? finding.fix : finding.line);
    part(name).onclick = action;
    part(name).ariaLabel = `${part(name).textContent}: ${finding.message}, ${where}`;
  }
  return entry;
}

// The pages of the PDF or Word file, as pictures: they are made when somebody looks at them.

let form = "";
let drawn = "";

async function showPictures() {
  const asked = form;
  if (!asked) return;
  const made = await (await fetch(`${of("pictures")}&as=${asked}`)).json();
  if (asked !== form) return; // somebody looks at another output by now, which may have no picture yet
  const few = made.pages < made.count ? said("These are the first {pages} of {count} pages.", made) : "";
  at("made").textContent = made.going ? said("The pages are being made …") : made.why || few;
  if (drawn === `${form} ${made.of}`) return;
  drawn = `${form} ${made.of}`;
  const images = Array.from({ length: made.pages }, (_, index) => {
    const image = new Image();
    image.alt = said("Page {page} of {count}", { page: index + 1, count: made.count });
    image.src = `${of("picture")}&as=${form}&page=${index + 1}&of=${made.of}`;
    return image;
  });
  at("made").nextElementSibling.replaceChildren(...images);
}

function showAs(chosen) {
  form = chosen;
  for (const each of document.querySelectorAll("[data-as]")) each.ariaPressed = String(each.dataset.as === form);
  [frame.hidden, at("pictures").hidden, at("edit").hidden] = [Boolean(form), !form, Boolean(form)];
  showPictures();
}

for (const button of document.querySelectorAll("[data-as]")) button.onclick = () => showAs(button.dataset.as);

// Pictures have no places.
function lead(line) {
  showAs("");
  send({ line });
}

async function post(path, body) {
  try {
    const headers = { "Content-Type": "application/json", "X-Preview": "1" };
    const answer = await fetch(of(path), { method: "POST", headers, body: JSON.stringify(body) });
    return await answer.json();
  } catch {
    return { why: said("The preview does not answer.") };
  }
}

async function open(line) {
  const { why } = await post("open", { line });
  say(why || said("Line {line} is open in the editor.", { line: String(line) }));
}

async function fix({ key, code }) {
  const { why } = await post("fix", { key });
  if (why) return say(said("Not fixed: {why}", { why }));
  if (at("back").hidden) return say(said("{code} is fixed. To undo this, type: submission undo {path}", { code, path: state.path }));
  say(said("{code} is fixed.", { code }));
  offerUndo(said("Undo: bring the earlier text back"), said("Undo this: bring the later text back"));
}

// Who came from the start page has no terminal. What is undone is kept too: a second undo takes the first one back.
function offerUndo(now, next) {
  at("undo").hidden = false;
  at("undo").textContent = now;
  at("undo").onclick = async () => {
    at("undo").onclick = null; // pressed twice within a second, the second would take the first one back
    const twice = new Promise((done) => setTimeout(done, 1000));
    const [{ why, said: told, status }] = await Promise.all([post("do", { do: "undo", source: Number(source) }), twice]);
    say(why || told);
    offerUndo(...(status === 0 ? [next, now] : [now, next]));
  };
}

function showContents({ headings, lang, dir }) {
  const entries = headings.map(([level, text, line]) => {
    const [entry, button] = [document.createElement("li"), document.createElement("button")];
    entry.className = `level-${level}`;
    button.type = "button";
    button.textContent = text;
    button.onclick = () => lead(line);
    entry.append(button);
    return entry;
  });
  for (const part of [at("title"), at("contents")]) Object.assign(part, { lang, dir: dir || "auto" });
  if (!at("contents").contains(document.activeElement)) at("contents").replaceChildren(...entries);
}

// A page with a template of the user's own may send anything: only whole numbers are believed, and the editor is
// opened only after a click or a key.

addEventListener("message", ({ source: from, data }) => {
  if (from !== frame.contentWindow || typeof data !== "object") return;
  if (Number.isInteger(data.ready)) {
    isReady = true;
    shown[0] = data.ready;
    if (place) send({ line: place });
    place = 0;
    mark();
    update();
  }
  if (data.isOther) {
    place = Number(data.line) || 0;
    load();
  }
  if (Number.isInteger(data.painted)) {
    document.documentElement.dataset.painted = data.painted;
    isReady = true;
    mark();
    update();
  }
  if (Array.isArray(data.headings)) showContents(data);
  if (Number.isInteger(data.open) && (navigator.userActivation?.isActive ?? true)) open(data.open);
});

at("edit").onclick = () => send({ edit: true });

const events = new EventSource(of("events"));
events.onmessage = ({ data }) => {
  wanted = JSON.parse(data);
  if (isLost) say("");
  isLost = false;
  update();
};
events.onerror = () => {
  isLost = true;
  say(events.readyState === EventSource.CLOSED
    ? said("The preview was started again, or has ended: open the address that it printed.")
    : said("The preview does not answer. If it has ended, start it again."));
};
load();
