// The start page. Each action is one request that says which, and its answer is shown in the dialog.

const at = (id) => document.getElementById(id);
const most = Number(document.body.dataset.most);
const dialog = document.querySelector("dialog");
const word = (name, values) => (words[name] ?? "").replace(/\{(\w+)\}/g, (_, key) => ({ most, ...values })[key]);
const say = (text) => document.querySelectorAll(".said").forEach((each) => (each.textContent = text));

let upload = ""; // the file that the dialog is about
let opener = ""; // the button to which the keyboard goes back
let listed = "";

function make(tag, values, ...inside) {
  const made = Object.assign(document.createElement(tag), values);
  made.append(...inside);
  return made;
}

const line = (text = "", className = "") => make("p", { className }, text);
const list = (items) => make("ul", {}, ...items.map((each) => make("li", {}, ...[each].flat())));
const titled = (name, items) => (items.length ? [make("h3", {}, word(name)), list(items)] : []);
const button = (name, onclick) => make("button", { type: "button", onclick }, word(name));
const openLink = ({ source }) => (source === null ? [] : [make("p", {}, make("a", { href: `?source=${source}` }, word("open")))]);
const download = ({ name, address }) => make("a", { href: address, download: name }, word("download", { name }));

function show(title, ...nodes) {
  at("dialog-title").textContent = title;
  at("told").replaceChildren(...nodes.flat(3));
  if (!dialog.open) {
    opener = document.activeElement.dataset.key ?? document.activeElement.id;
    dialog.showModal();
  }
  dialog.scrollTop = 0;
  at("dialog-title").focus();
}

at("close").onclick = () => dialog.close();
dialog.onclose = () => {
  if (upload) ask("do", JSON.stringify({ do: "forget", upload })).catch(() => 0);
  upload = "";
  document.querySelectorAll("input[type=file]").forEach((each) => (each.value = ""));
  (document.querySelector(`[data-key="${opener}"]`) || at(opener) || at("reports")).focus();
};

async function ask(path, body, type = "application/json") {
  const answer = await fetch(path, { method: "POST", headers: { "Content-Type": type, "X-Preview": "1" }, body });
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}

// Whether a command is refused because of a file that it can replace, as its message says in all languages.
const isThere = ({ found }) => (found?.diagnostics ?? []).some(({ help }) => help.includes("--force"));

// Returns the answer to a request, or nothing if it was not done, which is said then.
async function answerOf(going, name, failed, request, canReplace = false) {
  say(word(going, { name }));
  try {
    const answer = await request();
    say("");
    if (!answer.why && (!(answer.status > 1) || (canReplace && isThere(answer)))) return answer;
    show(word(failed, { name }), line(word(answer.why)), findings(answer));
  } catch (error) {
    say(word(error.name === "NotReadableError" || error.name === "NotFoundError" ? "not-file" : "silent"));
  }
}

const pending = new Set(); // what is pressed twice is done once: a second undo takes the first one back

async function act(going, name, order) {
  const body = JSON.stringify(order);
  if (pending.has(body)) return;
  pending.add(body);
  const isReading = ["check", "compare", "send-check"].includes(order.do);
  const answer = await answerOf(going, name, upload && isReading ? "unread" : "not-done", () => ask("do", body), "force" in order);
  pending.delete(body);
  if (!isReading) refresh();
  return answer;
}

// Sends a file, whose key is kept, and returns its name.
async function receive(files) {
  const [{ name, size }] = files;
  if (files.length > 1 || size > most * 1e6) return show(word("unread", { name }), line(word(size > most * 1e6 ? "large" : "one")));
  const send = async () => ask(`upload?name=${encodeURIComponent(name)}`, await files[0].arrayBuffer(), "application/octet-stream");
  const answer = await answerOf("reading", name, "unread", send);
  upload = answer?.upload ?? "";
  return answer && name;
}

const RANK = ["error", "warning", "information"];

function findings({ found, said }) {
  const sorted = [...(found?.diagnostics ?? [])].sort((one, other) => RANK.indexOf(one.severity) - RANK.indexOf(other.severity));
  const entries = sorted.map(({ severity, code, message, help, place, line: number, path }) =>
    make("li", { className: severity },
      make("p", { className: "found" }, make("strong", { className: "severity" }, word(severity)), ` ${code} `,
        make("span", { className: "path" }, place || [path, number].filter(Boolean).join(":"))),
      line(message), line(help, "help")));
  return [entries.length ? make("ol", {}, ...entries) : "", said ? make("pre", {}, said) : ""];
}

// Entries of a list: where, and what.
const edits = (found) => found.map(({ place, line: number, message }) =>
  [[place, number && word("line", { number })].filter(Boolean).join(", "), message].filter(Boolean).join(word("colon")));

// The lines of a patch, without its heads and what is around them.
const linesOf = (patch) => (patch ?? "").split("\n").filter((each) => /^[-+](?!--|\+\+)/.test(each))
  .map((each) => word(each[0] === "-" ? "was" : "becomes", { text: each.slice(1) }));

async function draft(files) {
  const name = await receive(files);
  const answer = name && (await act("checking", name, { do: "check", upload }));
  if (!answer) return;
  const forms = document.importNode(at("after-draft").content, true);
  const [report, copy] = forms.querySelectorAll("form");
  report.folder.value = name.replace(/\.\w+$/, "").slice(0, 60);
  report.profile.append(...profiles());
  submitted(report, ({ folder, profile }) => bring(name, folder, profile));
  submitted(copy, ({ accept }) => clean(name, accept === "on"));
  show(word("draft", { name }), ...(answer.found.diagnostics.length ? [line(word("in-word")), findings(answer)] : [line(word("nothing"))]), forms);
}

function submitted(form, action) {
  form.onsubmit = (event) => {
    event.preventDefault();
    action(Object.fromEntries(new FormData(form)));
  };
}

async function bring(name, folder, profile) {
  const answer = await act("importing", name, { do: "import", upload, folder, profile });
  const lost = answer?.found.losses;
  if (answer) show(word("imported", { name }), openLink(answer), lost.length ? titled("lost", edits(lost)) : line(word("kept")));
}

async function clean(name, accept) {
  const answer = await act("cleaning", name, { do: "clean", upload, accept });
  if (!answer) return;
  const { removed, left, written } = answer.found;
  show(word(written ? "cleaned" : "not-cleaned", { name }), findings(answer), list(answer.files.map(download)),
    titled("removed", removed.map(({ message }) => message)),
    titled("left-in", left.map(({ message }) => message)));
}

async function returned(files) {
  const source = Number(at("which").value || -1);
  if (source < 0) return say(word("no-report"));
  const name = await receive(files);
  if (name) compare(name, source);
}

async function compare(name, source, force = false) {
  const answer = await act("comparing", name, { do: "compare", source, upload, force });
  if (!answer) return;
  if (isThere(answer)) return show(word("unread", { name }), findings(answer), button("compare-anyway", () => compare(name, source, true)));
  const { merged } = answer.found;
  show(word("would", { name }), changes(answer.found), merged.length ? button("merge", () => merge(name, source, force)) : "");
}

const changes = ({ since, merged, patch, left, losses }, title = "edits") => [
  since ? line(since.message) : "",
  merged.length ? titled(title, edits(merged)) : line(word("no-edits")),
  titled("lines", linesOf(patch)),
  titled("left", edits([...left, ...losses])),
];

async function merge(name, source, force) {
  const answer = await act("merging", name, { do: "merge", source, upload, force });
  if (answer) show(word("merged", { name }), openLink(answer), changes(answer.found, "made"), button("undo", () => undo(name, source)));
}

// What is undone is kept too, also what was edited since: a second undo takes the first one back.
async function undo(name, source, now = "undo", next = "redo") {
  const answer = await act(now, name, { do: "undo", source });
  if (answer) show(word(`${now}-done`), findings(answer), openLink(answer), button(next, () => undo(name, source, next, now)));
}

// Asks for the day, in the time of this computer, before numbers are recorded.
function freezing(name, source) {
  const today = new Date(Date.now() - new Date().getTimezoneOffset() * 6e4).toISOString().slice(0, 10);
  const form = make("form", {},
    make("p", {}, make("label", {}, word("sent-on"), " ", make("input", { type: "date", name: "sent", required: true, value: today }))),
    make("p", {}, make("label", {}, make("input", { type: "checkbox", name: "keep" }), " ", word("keep"))),
    make("p", {}, make("button", {}, word("freeze"))));
  submitted(form, ({ sent, keep }) => freeze(name, source, sent, keep === "on"));
  return form;
}

async function freeze(name, source, sent, keep, force = false) {
  const answer = await act("freeze", name, { do: "freeze", source, sent, keep, force });
  if (!answer) return;
  const again = isThere(answer) ? button("freeze-anew", () => freeze(name, source, sent, keep, true)) : "";
  show(word(answer.status ? "not-done" : "freeze-done", { name }), findings(answer), again, openLink(answer));
}

async function build(name, source, draft = false, force = false) {
  const answer = await act("building", name, { do: "build", source, draft, force });
  if (!answer) return;
  const { state, reason } = answer.found;
  const isEdited = answer.found.diagnostics?.some(({ code }) => code === "S025"); // not built from another source
  const again = isThere(answer)
    ? [line(isEdited ? word("edited") : ""), button("build-anew", () => build(name, source, draft, true))]
    : state === "refused" && !draft ? button("build-draft", () => build(name, source, true)) : "";
  show(word(state, { name }), line(reason), list(answer.files.map(download)), again, findings(answer), openLink(answer));
}

async function sendCheck(name, source, title = "before") {
  const answer = await act("sending", name, { do: "send-check", source });
  if (!answer) return;
  const { items, recipient: code } = answer.found;
  const recipient = known.find(([each]) => each === code)?.[1] ?? code;
  const parts = ["fix", "review", "proved", "unseen", "absent", "person"].map((state) =>
    titled(state, items.filter((each) => each.state === state).map(({ text, details }) => [text, details.length ? list(details) : ""])));
  show(word(title, { name, recipient }), parts);
}

async function pack(name, source) {
  const answer = await act("packing", name, { do: "pack", source });
  if (!answer) return;
  if (answer.status) return sendCheck(name, source, "not-done");
  show(word("packed", { name }), line(word("packed-in")), line(answer.files[0]?.path.replace(/[^/]*$/, "")),
    list(answer.files.map(download)), freezing(name, source));
}

submitted(document.querySelector("#begin form"), async (given) => {
  const name = given.folder || given.title;
  const answer = await act("beginning", name, { ...given, do: "new", folder: name });
  if (answer) show(word("begun", { name }), line(word("samples")), openLink(answer));
});

// The list of reports.

let known = [];
const profiles = () => known.map(([name, title]) => make("option", { value: name === "plain" ? "" : name }, title));

async function refresh() {
  try {
    const text = await (await fetch("reports")).text();
    if (text === listed) return;
    if (!JSON.parse(text).reports) return say(word(JSON.parse(text).why));
    const { reports, total, why, outside, heads, folder, profiles: found } = JSON.parse(text);
    listed = text;
    if (!known.length) {
      known = found;
      document.querySelector("#begin [name=profile]").append(...profiles());
    }
    const [key, chosen] = [document.activeElement.dataset.key, at("which").value];
    at("folder").textContent = folder;
    at("total").textContent = reports.length ? total : word("no-report");
    at("notes").replaceChildren(...[...why, ...outside.map((name) => word("link", { name }))].map((text) => make("li", {}, text)));
    at("which").replaceChildren(...reports.map(({ number, title, path }) => make("option", { value: number }, `${title || path} (${path})`)));
    if (reports.some(({ number }) => String(number) === chosen)) at("which").value = chosen;
    const table = document.querySelector("#reports table");
    table.hidden = !reports.length;
    table.tHead.rows[0].replaceChildren(...heads.map((head) => make("th", { scope: "col" }, labelOf(head))));
    table.tBodies[0].replaceChildren(...reports.map((each) => rowOf(each, heads)));
    if (key) document.querySelector(`[data-key="${key}"]`)?.focus();
    document.documentElement.dataset.listed = reports.length;
  } catch {
    say(word("silent"));
  }
}

const labelOf = (head) => (words[head] ?? head).replace(/^./, (first) => first.toUpperCase());

function rowOf({ number, path, title, lang, cells, tones, files }, heads) {
  const name = title || path;
  const inside = Object.fromEntries(heads.map((head) => [head, (cells[head] ?? []).filter(Boolean).map((text) => make("span", { className: "line" }, text))]));
  inside.submission.unshift(make("a", { href: `?source=${number}`, lang, dir: "auto" }, name));
  inside.outputs.push(make("span", { className: "line" }, ...files.map((file) => Object.assign(download(file), { ariaLabel: word("download", file), textContent: file.name.match(/(?:(?:public|confidential|print)\.)?[^.]*$/)[0] }))));
  const buttons = Object.entries({ build, "came-back": cameBack, "send-check": sendCheck, pack }).map(([each, action]) => {
    const pressed = button(each, () => action(name, number));
    pressed.ariaLabel = `${word(each)}: ${name}`;
    pressed.dataset.key = `${each} ${number}`;
    return pressed;
  });
  inside.actions.push(make("div", { className: "buttons" }, ...buttons));
  return make("tr", {}, ...heads.map((head) => {
    const cell = make(head === "submission" ? "th" : "td", { className: `${head} ${tones[head] ?? ""}` }, ...inside[head]);
    if (head === "submission") cell.scope = "row";
    cell.dataset.head = labelOf(head);
    return cell;
  }));
}

function cameBack(_name, number) {
  at("which").value = number;
  document.querySelector("#returned input").click();
}

// Files are dropped or chosen. One that is dropped elsewhere must not take the place of the page.

for (const [id, action] of [["draft", draft], ["returned", returned]]) {
  const zone = at(id);
  const input = zone.querySelector("input");
  input.onchange = () => input.files.length && action(input.files);
  zone.ondragover = () => zone.classList.add("over");
  zone.ondragleave = () => zone.classList.remove("over");
  zone.ondrop = (event) => {
    zone.classList.remove("over");
    input.focus();
    if (event.dataTransfer.files.length) action(event.dataTransfer.files);
  };
}
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => event.preventDefault());
addEventListener("visibilitychange", () => document.hidden || refresh());

at("limit").textContent = word("limit");
document.querySelector("#begin [name=lang]").value = document.documentElement.lang;
say(word("listing"));
refresh().then(() => at("folder").textContent && say(""));
