// The engine of a small edition: the index is read whole (see `search/index.py`).
import { Collection, compile, correct, formsIn, read, settle, spare } from "./search-rank.js";

/** @typedef {import("./search-rank.js").Families} Families */

/** @type {Map<string, Families>} */
const families = new Map();
/** @type {Map<string, string[]>} */
const known = new Map();
/** @type {Map<string, Promise<void>>} */
const ready = new Map();
const collection = new Collection();
/** @type {import("./search-rank.js").Term[]} */
let terms = [];

/** @returns {Promise<import("./search-rank.js").Index>} */
const fetchIndex = async () => {
  const address = new URL("search_index.json", vvSearch.home);
  if (address.protocol === "file:") {
    await visavis.load(new URL("search_index.js", vvSearch.home).href);
    if (window.__index) return window.__index;
  }
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(address.href);
  return answer.json();
};

const start = async () => {
  const { docs, vv } = await fetchIndex();
  terms = vv.terms;
  for (const doc of docs) if (doc.vv) collection.add(read(doc));
  const words = collection.words();
  for (const [tag, lists] of Object.entries(vv.families)) {
    /** @type {Families} */
    const forms = new Map();
    for (const family of lists.map((list) => list.split(" ")))
      for (const form of family) forms.set(form, family);
    for (const word of words.get(tag) ?? []) if (!forms.has(word)) forms.set(word, [word]);
    families.set(tag, forms);
  }
};

/** @type {import("./search-rank.js").FormsOf} */
const formsOf = (tag, word) => {
  const key = `${tag} ${word}`;
  const forms = known.get(key) ?? formsIn(families.get(tag) ?? new Map(), word);
  known.set(key, forms);
  return forms;
};

/** @type {import("./search-rank.js").Engine["search"]} */
export const search = async (units, language) => {
  await visavis.once(ready, "index", start);
  const { clauses, also } = compile(settle(units, [...families.values()]), terms, formsOf);
  const spared = spare(clauses, (clause) =>
    collection.share(clauses[clause][0], formsOf, language)
  );
  const found = collection.search(clauses, formsOf, language, spared);
  return { found, also, more: false, collection };
};

/** @type {import("./search-rank.js").Engine["meant"]} */
export const meant = async (units) => correct(units, [...families.values()]);

export const wait = 30;
export const step = 20;
