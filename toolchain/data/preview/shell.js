// The preview's own page. The submission is in a frame without an origin: it is sent each new page as text,
// and says which line to open.

const source = document.body.dataset.source;
const frame = document.querySelector("iframe");
const at = (id) => document.getElementById(id);
const of = (path) => `${path}?source=${source}`;
const send = (message) => frame.contentWindow.postMessage(message, "*");
const counted = (number, word) => `${number.toLocaleString("en")} ${word}${number === 1 ? "" : "s"}`;

let wanted = [0, 0]; // the newest page and state of the server
let shown = [-1, -1]; // those here
let isReady = false; // whether the frame waits for a page
let isBusy = false;
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
        const answer = await fetch(`${of("page")}&text=`);
        const [html, page] = [await answer.text(), Number(answer.headers.get("X-Page"))];
        isReady = false;
        shown[0] = page;
        send({ html, page });
      } else if (shown[1] < wanted[1]) {
        const [answer, count] = [await fetch(of("state")), wanted[1]];
        state = await answer.json();
        shown[1] = count;
        showState();
      } else break;
    }
  } catch {
    say("The preview does not answer.");
  } finally {
    isBusy = false;
  }
}

function load() {
  isReady = false;
  frame.src = of("page");
}

function showState() {
  document.title = `${state.title} – preview`;
  at("title").textContent = state.title;
  showFacts();
  showWhy();
  showPictures();
  if (!state.findings) return;
  at("totals").textContent = state.more ? `${state.totals}; the first ${state.findings.length} are here` : state.totals;
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
  if (limit && total > limit) facts.push(`${counted(total - limit, "word")} too many, of ${limit.toLocaleString("en")}`);
  else if (limit) facts.push(`${counted(limit - total, "word")} left of ${limit.toLocaleString("en")}`);
  else if (total !== undefined) facts.push(counted(total, "word"));
  if (deadline) facts.push(`due ${deadline}, ${days > 0 ? `in ${counted(days, "day")}` : days ? `${counted(-days, "day")} ago` : "today"}`);
  at("facts").textContent = facts.filter(Boolean).join(" · ");
  at("facts").classList.toggle("over", Boolean(limit && total > limit));
}

function showWhy() {
  const said = state.why.map(({ message, help }) => [message, help].filter(Boolean).join(". ")).join(" ");
  const text = said && `${state.path} cannot be shown as it is now, so this is the last page that could be made. ${said}`;
  if (at("why").textContent !== text) at("why").textContent = text;
  if (state.why[0]?.line) at("why").append(" ", buttonFor("edit", state.why[0].line));
}

function buttonFor(kind, line) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = `Edit line ${line}`;
  button.onclick = () => open(line);
  return button;
}

function entryOf(finding) {
  const entry = document.querySelector("template").content.firstElementChild.cloneNode(true);
  const part = (name) => entry.querySelector(`.${name}`);
  const where = finding.line ? `line ${finding.line}` : finding.path;
  entry.dataset.key = finding.key;
  entry.className = finding.severity;
  part("severity").textContent = finding.severity;
  part("code").textContent = finding.code;
  part("path").textContent = where;
  part("message").textContent = finding.message;
  part("help").textContent = finding.help;
  for (const [name, action] of [["show", () => send({ line: finding.line })], ["edit", () => open(finding.line)], ["fix", () => fix(finding)]]) {
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
  if (!form) return;
  const made = await (await fetch(`${of("pictures")}&as=${form}`)).json();
  const few = made.pages < made.count ? `These are the first ${made.pages} of ${made.count} pages.` : "";
  at("made").textContent = made.going ? "The pages are being made …" : made.why || few;
  if (drawn === `${form} ${made.of}`) return;
  drawn = `${form} ${made.of}`;
  const images = Array.from({ length: made.pages }, (_, index) => {
    const image = new Image();
    image.alt = `Page ${index + 1} of ${made.count}`;
    image.src = `${of("picture")}&as=${form}&page=${index + 1}&of=${made.of}`;
    return image;
  });
  at("made").nextElementSibling.replaceChildren(...images);
}

for (const button of document.querySelectorAll("[data-as]"))
  button.onclick = () => {
    form = button.dataset.as;
    for (const each of document.querySelectorAll("[data-as]")) each.ariaPressed = String(each === button);
    [frame.hidden, at("pictures").hidden] = [Boolean(form), !form];
    showPictures();
  };

async function post(path, body) {
  try {
    const headers = { "Content-Type": "application/json", "X-Preview": "1" };
    const answer = await fetch(of(path), { method: "POST", headers, body: JSON.stringify(body) });
    return (await answer.json()).why;
  } catch {
    return "The preview does not answer.";
  }
}

async function open(line) {
  say((await post("open", { line })) || `Line ${line} is open in the editor.`);
}

async function fix({ key, code }) {
  const why = await post("fix", { key });
  say(why ? `Not fixed: ${why}` : `${code} is fixed. To undo this, type: submission undo ${state.path}`);
}

function showContents(headings) {
  const entries = headings.map(([level, text, line]) => {
    const [entry, button] = [document.createElement("li"), document.createElement("button")];
    entry.className = `level-${level}`;
    button.type = "button";
    button.textContent = text;
    button.onclick = () => send({ line });
    entry.append(button);
    return entry;
  });
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
  if (Array.isArray(data.headings)) showContents(data.headings);
  if (Number.isInteger(data.open) && (navigator.userActivation?.isActive ?? true)) open(data.open);
});

at("edit").onclick = () => send({ edit: true });

const events = new EventSource(of("events"));
events.onmessage = ({ data }) => {
  wanted = JSON.parse(data);
  if (at("said").textContent.startsWith("The preview ")) say("");
  update();
};
events.onerror = () =>
  say(events.readyState === EventSource.CLOSED
    ? "The preview was started again, or has ended: open the address that it printed."
    : "The preview does not answer. If it has ended, start it again.");
load();
