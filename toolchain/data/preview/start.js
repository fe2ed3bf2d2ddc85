// The start page. Each action is one request that says which, and its answer is shown in the dialog.

const at = (id) => document.getElementById(id);
const words = JSON.parse(at("words").textContent);
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

const line = (text, className = "") => make("p", { className }, text);
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

// Returns the answer of an action, or nothing if there is none.
async function act(going, name, order) {
  say(word(going, { name }));
  try {
    const answer = await ask("do", JSON.stringify(order));
    say("");
    if (order.do !== "check" && order.do !== "compare" && order.do !== "send-check") refresh();
    if (!answer.why) return answer;
    show(word("not-done", { name }), line(word(answer.why)), line(answer.said ?? ""));
  } catch {
    say(word("silent"));
  }
}

function findings({ found, said }) {
  const entries = (found.diagnostics ?? []).map(({ severity, code, message, help, place, line: number, path }) =>
    make("li", { className: severity },
      make("p", { className: "found" }, make("strong", { className: "severity" }, severity), ` ${code} `,
        make("span", { className: "path" }, place || (number ? `${path}:${number}` : ""))),
      line(message), line(help ?? "", "help")));
  return [entries.length ? make("ol", {}, ...entries) : "", said ? make("pre", {}, said) : ""];
}

// Entries of a list: where, and what.
const edits = (found) => found.map(({ place, line: number, message }) =>
  [[place, number && word("line", { number })].filter(Boolean).join(", "), message].filter(Boolean).join(": "));

// Sends a file, and returns its key; says why it cannot be used.
async function receive(files) {
  const [file] = files;
  const why = files.length !== 1 ? "one" : !/\.docx?$/i.test(file.name) ? "not-word" : file.size > most * 1e6 ? "large" : file.size ? "" : "empty";
  const name = file?.name ?? "";
  if (why) return void show(word("unread", { name }), line(word(why)));
  say(word("reading", { name }));
  let data;
  try {
    data = await file.arrayBuffer();
  } catch {
    say("");
    return void show(word("unread", { name }), line(word("not-file")));
  }
  try {
    const answer = await ask(`upload?name=${encodeURIComponent(name)}`, data, "application/octet-stream");
    say("");
    if (answer.why) return void show(word("unread", { name }), line(word(answer.why)), line(answer.said ?? ""));
    upload = answer.upload;
    return name;
  } catch {
    say(word("silent"));
  }
}

async function draft(files) {
  const name = await receive(files);
  const answer = name && (await act("checking", name, { do: "check", upload }));
  if (!answer) return;
  if (answer.status === 2) return show(word("unread", { name }), findings(answer));
  const forms = document.importNode(at("after-draft").content, true);
  const [report, copy] = forms.querySelectorAll("form");
  report.folder.value = name.replace(/\.\w+$/, "").slice(0, 60);
  report.profile.append(...profiles());
  report.onsubmit = (event) => submitted(event, ({ folder, profile }) => bring(name, folder, profile));
  copy.onsubmit = (event) => submitted(event, ({ accept }) => clean(name, accept === "on"));
  show(word("draft", { name }), answer.found.diagnostics.length ? findings(answer) : line(word("nothing")), forms);
}

function submitted(event, action) {
  event.preventDefault();
  action(Object.fromEntries(new FormData(event.target)));
}

async function bring(name, folder, profile) {
  const answer = await act("importing", name, { do: "import", upload, folder, profile });
  if (!answer) return;
  if (answer.status === 2) return show(word("not-done", { name }), findings(answer));
  const lost = edits(answer.found.losses);
  show(word("imported", { name }), openLink(answer), lost.length ? titled("lost", lost) : line(word("kept")));
}

async function clean(name, accept) {
  const answer = await act("cleaning", name, { do: "clean", upload, accept });
  if (!answer) return;
  const { removed, left, written } = answer.found;
  if (!written) return show(word("not-cleaned", { name }), findings(answer));
  show(word("cleaned", { name }), list(answer.files.map(download)),
    titled("removed", removed.map(({ kind, count }) => `${kind}: ${count}`)),
    titled("left-in", edits(left.map(({ what, place }) => ({ place, message: what })))));
}

async function returned(files) {
  const source = Number(at("which").value || -1);
  if (source < 0) return show(word("unread", { name: files[0].name }), line(word("no-report")));
  const name = await receive(files);
  const answer = name && (await act("comparing", name, { do: "compare", source, upload }));
  if (!answer) return;
  const { merged } = answer.found;
  if (answer.status === 2) return show(word("unread", { name }), findings(answer));
  show(word("would", { name }), changes(answer.found), merged.length ? make("p", {}, button("merge", () => merge(name, source))) : "");
}

// The lines of a patch, without its heads and what is around them.
const linesOf = (patch) => (patch ?? "").split("\n").filter((each) => /^[-+](?!--|\+\+)/.test(each))
  .map((each) => word(each[0] === "-" ? "was" : "becomes", { text: each.slice(1) }));

const changes = ({ merged, patch, left, losses }) => [
  merged.length ? titled("edits", edits(merged)) : line(word("no-edits")),
  titled("lines", linesOf(patch)),
  titled("left", edits([...left, ...losses])),
];

async function merge(name, source) {
  const answer = await act("merging", name, { do: "merge", source, upload });
  if (!answer) return;
  if (answer.status === 2) return show(word("not-done", { name }), findings(answer));
  show(word("merged", { name }), openLink(answer), changes(answer.found), make("p", {}, button("undo", () => undo(name, source))));
}

async function undo(name, source) {
  const answer = await act("undoing", name, { do: "undo", source });
  if (answer) show(word(answer.status ? "not-done" : "undone", { name }), findings(answer), openLink(answer));
}

async function build(name, source, draft = false) {
  const answer = await act("building", name, { do: "build", source, draft });
  if (!answer) return;
  const { state, reason } = answer.found;
  const titles = { written: "built", "up to date": "current" };
  const again = state === "refused" && answer.status === 1 && !draft ? [make("p", {}, button("build-draft", () => build(name, source, true)))] : [];
  show(word(titles[state] ?? "refused", { name }), line(reason ?? ""), list(answer.files.map(download)), again, findings(answer), openLink(answer));
}

async function sendCheck(name, source) {
  const answer = await act("sending", name, { do: "send-check", source });
  if (!answer) return;
  const { items, recipient } = answer.found;
  if (!items) return show(word("not-done", { name }), findings(answer));
  const parts = ["fix", "review", "proved", "unseen", "absent", "person"].map((state) =>
    titled(state, items.filter((each) => each.state === state).map(({ text, details }) => [text, details.length ? list(details) : ""])));
  show(word("before", { name, recipient }), parts.flat());
}

async function pack(name, source) {
  const answer = await act("packing", name, { do: "pack", source });
  if (!answer) return;
  if (answer.status === 1) return sendCheck(name, source);
  if (answer.status) return show(word("not-done", { name }), findings(answer));
  const folder = answer.files[0]?.path.replace(/[^/]*$/, "");
  show(word("packed", { name }), line(word("packed-in")), line(folder), list(answer.files.map(download)),
    make("p", {}, button("freeze", () => freeze(name, source))));
}

async function freeze(name, source) {
  const answer = await act("freezing", name, { do: "freeze", source });
  if (answer) show(word(answer.status ? "not-done" : "frozen", { name }), findings(answer));
}

document.querySelector("#begin form").onsubmit = (event) =>
  submitted(event, async (given) => {
    const name = given.folder || given.title;
    const answer = await act("beginning", name, { ...given, do: "new", folder: name });
    if (!answer) return;
    if (answer.status) return show(word("not-begun", { name }), findings(answer));
    event.target.reset();
    show(word("begun", { name }), line(word("samples")), openLink(answer));
  });

// The list of reports.

let known = [];
const profiles = () => known.map(([name, title]) => make("option", { value: name === "plain" ? "" : name }, title));

async function refresh() {
  try {
    const text = await (await fetch("reports")).text();
    if (text === listed) return;
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
    table.tHead.rows[0].replaceChildren(...[...heads, word("actions")].map((head) => make("th", { scope: "col" }, capital(head))));
    table.tBodies[0].replaceChildren(...reports.map((each) => rowOf(each, heads)));
    if (key) document.querySelector(`[data-key="${key}"]`)?.focus();
    document.documentElement.dataset.listed = reports.length;
  } catch {
    say(word("silent"));
  }
}

const capital = (text) => text && text[0].toUpperCase() + text.slice(1);

function rowOf({ number, path, title, lang, cells, tones, files }, heads) {
  const name = title || path;
  const lines = (texts) => texts.map((text) => make("span", { className: "line" }, text));
  const made = heads.map((head) => {
    const cell = make(head === "submission" ? "th" : "td", { className: tones[head] ?? "" });
    if (head === "submission") {
      cell.scope = "row";
      cell.append(make("a", { href: `?source=${number}`, lang, dir: "auto" }, name), ...lines(cells[head]));
    } else {
      cell.dataset.head = capital(head);
      cell.append(...(cells[head].join("") ? lines(cells[head]) : []));
      if (head === "outputs") cell.append(...files.map((file) => Object.assign(download(file), { ariaLabel: word("download", file), textContent: file.name.split(".").at(-1) })));
    }
    return cell;
  });
  const actions = { build, "came-back": cameBack, "send-check": sendCheck, pack };
  const buttons = Object.entries(actions).map(([each, action]) => {
    const button = make("button", { type: "button", ariaLabel: `${word(each)}: ${name}`, onclick: () => action(name, number) }, word(each));
    button.dataset.key = `${each} ${number}`;
    return button;
  });
  const cell = make("td", {}, make("div", { className: "buttons" }, ...buttons));
  cell.dataset.head = capital(word("actions"));
  return make("tr", {}, ...made, cell);
}

function cameBack(_name, number) {
  at("which").value = number;
  document.querySelector("#returned input").click();
}

// Files are dropped or chosen. One that is dropped elsewhere must not take the place of the page.

for (const [id, action] of [["draft", draft], ["returned", returned]]) {
  const zone = at(id);
  const input = zone.querySelector("input");
  input.id = `${id}-file`;
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
addEventListener("pageshow", ({ persisted }) => persisted && refresh());

say(word("listing"));
refresh().then(() => at("folder").textContent && say(""));
