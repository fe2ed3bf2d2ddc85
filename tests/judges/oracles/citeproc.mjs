// citeproc-js: the positions of the citations of each sequence, as JSON on standard output.
// node citeproc.mjs CITEPROC_FOLDER STYLE SEQUENCES
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const [folder, style, sequences] = process.argv.slice(2);
const { default: CSL } = await import(createRequire(import.meta.url).resolve("citeproc", { paths: [folder] }));
const locale =
  '<locale xmlns="http://purl.org/net/xbiblio/csl" version="1.0" xml:lang="en-US"><terms/></locale>';
const engineOf = () =>
  new CSL.Engine(
    { retrieveLocale: () => locale, retrieveItem: (id) => ({ id, type: "book", title: id }) },
    readFileSync(style, "utf8"),
  );

const answers = JSON.parse(readFileSync(sequences, "utf8")).map((notes) => {
  const engine = engineOf();
  const keys = [...new Set(notes.flatMap((note) => note.map(([key]) => key)))];
  engine.updateItems(keys);
  const cited = notes
    .map((note, index) => [note, index + 1])
    .filter(([note]) => note.length)
    .map(([note, number]) => ({
      citationID: `c${number}`,
      citationItems: note.map(([id, locator]) => (locator ? { id, locator, label: "page" } : { id })),
      properties: { noteIndex: number },
    }));
  const printed = Object.fromEntries(
    engine.rebuildProcessorState(cited, "text").map(([, number, text]) => [number, text]),
  );
  return notes.map((note, index) => (note.length ? printed[index + 1].split(" + ") : []));
});
console.log(JSON.stringify(answers));
