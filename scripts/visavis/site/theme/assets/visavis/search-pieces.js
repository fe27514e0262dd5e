// The engine of a large edition, of whose index a few pieces are loaded (see `search/pieces.py`). They
// tell which entries may answer; which do, is judged as ever.
import { Collection, compile, correct, formsIn, isParticle, read, settle } from "./search-rank.js";

/** @typedef {import("./search-rank.js").Alternative} Alternative */
/** @typedef {import("./search-rank.js").Doc} Doc */
/** @typedef {import("./search-rank.js").Families} Families */
/** @typedef {import("./search-rank.js").Listed} Listed */
/** @typedef {import("./search-rank.js").Term} Term */
/** @typedef {Map<number, number> | null} Likely how likely entries are by their numbers; null for all */
/**
 * What the index tells besides its pieces.
 * @typedef {object} Told
 * @property {string} build by which the pieces are asked for
 * @property {number} entries
 * @property {number} together so many entries are in a file
 * @property {Term[]} terms
 * @property {string[]} tags of the languages
 * @property {Record<string, string[]>} starts by language what the words of each piece begin with
 */

const [batch, most, letters] = [20, 40, 4];
/** @type {Map<string, Families>} */
const shards = new Map();
/** @type {Map<string, Promise<void>>} */
const shardsAsked = new Map();
/** @type {Map<string[], number[] | null>} by family where it stands; null where that is nearly everywhere */
const places = new Map();
/** @type {Map<string, Set<string>>} by language */
const starts = new Map();
/** @type {Map<number, Promise<Doc[]>>} */
const entries = new Map();
const collection = new Collection();
/** @type {Map<string, Promise<Told>>} */
const ready = new Map();
let build = "";

/** @param {string} name @param {RequestInit} [how] */
const fetchJson = async (name, how) => {
  const answer = await fetch(new URL(name, vvSearch.pieces), how);
  if (!answer.ok) throw new Error(name);
  return answer.json();
};

/** @returns {Promise<Told>} */
const start = async () => {
  const told = await fetchJson("visavis.json", { cache: "no-cache" });
  // Nothing of another build goes with it.
  if (told.build !== build)
    for (const kept of [shards, shardsAsked, places, starts, entries]) kept.clear();
  build = told.build;
  for (const [tag, known] of Object.entries(told.starts)) starts.set(tag, new Set(known));
  return { ...told, tags: [...starts.keys()] };
};

// What the words of the piece begin with that has a word.
/** @param {string} tag @param {string} word */
const beginning = (tag, word) => {
  const first = [...word].slice(0, letters);
  while (first.length && !starts.get(tag)?.has(first.join(""))) first.pop();
  return first.join("");
};
/** @param {string} tag @param {string} word @returns {Families} */
const familiesNear = (tag, word) => shards.get(`${tag}-${beginning(tag, word)}`) ?? new Map();
/**
 * The families with forms that begin like a word, and where they stand.
 * @param {string} tag
 * @param {string} word
 */
const fetchForms = (tag, word) => {
  const first = beginning(tag, word);
  const key = `${tag}-${first}`;
  if (!first) return Promise.resolve();
  // They stay in the order in which they were asked for.
  if (!shards.has(key)) shards.set(key, new Map());
  return visavis.once(shardsAsked, key, async () => {
    const codes = [...first].map((sign) => sign.codePointAt(0)?.toString(16)).join("-");
    /** @type {Record<string, number[] | null>} */
    const lists = await fetchJson(`forms/${tag}-${codes}.json?${build}`);
    /** @type {Families} */
    const forms = new Map();
    for (const [list, found] of Object.entries(lists)) {
      const family = list.split(" ");
      places.set(family, found);
      for (const form of family) forms.set(form, family);
    }
    shards.set(key, forms);
  });
};
/** @type {import("./search-rank.js").FormsOf} */
const formsOf = (tag, word) => formsIn(familiesNear(tag, word), word);

/** @param {Likely} one @param {Likely} other @returns {Likely} */
const both = (one, other) => {
  if (!one || !other) return one ?? other;
  const found = new Map();
  for (const [number, score] of one) {
    const more = other.get(number);
    if (more !== undefined) found.set(number, score + more);
  }
  return found;
};
/** @param {Likely} one @param {Likely} other @returns {Likely} */
const either = (one, other) => {
  if (!one || !other) return null;
  const found = new Map(one);
  for (const [number, score] of other) found.set(number, Math.max(score, found.get(number) ?? 0));
  return found;
};
/**
 * Where a word stands: the rarer it is, and the more often an entry has it, the likelier the entry is.
 * @param {string} tag
 * @param {string} word
 * @param {boolean} open whether it may go on
 * @param {Told} told
 * @returns {Likely}
 */
const ofWord = (tag, word, open, told) => {
  const near = familiesNear(tag, word);
  const families = new Set(formsOf(tag, word).map((form) => near.get(form) ?? []));
  if (open) for (const [form, family] of near) if (form.startsWith(word)) families.add(family);
  const listed = [...families].map((family) => places.get(family));
  if (listed.length && listed.every((numbers) => numbers === null)) return null;
  const found = new Map();
  for (const numbers of listed) {
    let number = 0;
    for (const step of numbers ?? []) {
      number += step;
      found.set(number, (found.get(number) ?? 0) + 1);
    }
  }
  const rare = Math.log(1 + told.entries / (found.size + 1));
  for (const [number, often] of found) found.set(number, (rare * often) / (often + 1));
  return found;
};
/**
 * @param {Alternative} alternative
 * @param {string} language
 * @param {Told} told
 */
const ofAlternative = ({ units, language: own, weight }, language, told) => {
  const tags = told.tags.filter((tag) => (!own || own === tag) && (!language || language === tag));
  /** @type {Likely} */
  let found = null;
  for (const { words, open } of units) {
    const last = words.length - 1;
    const sides = tags.map((tag) =>
      words.map((word, n) => ofWord(tag, word, n === last && Boolean(open), told)).reduce(both)
    );
    found = both(found, sides.reduce(either, new Map()));
  }
  for (const [number, score] of found ?? []) found?.set(number, score * weight);
  return found;
};
/**
 * The entries that may have all clauses, the likeliest first.
 * @param {Alternative[][]} clauses
 * @param {string} language
 * @param {Told} told
 */
const propose = (clauses, language, told) => {
  /** @type {Likely} */
  let found = null;
  for (const alternatives of clauses) {
    const likely = alternatives.map((one) => ofAlternative(one, language, told)).reduce(either);
    const share = (likely?.size ?? 0) / told.entries;
    if (clauses.length === 1 || !isParticle(alternatives, share)) found = both(found, likely);
  }
  const likely = [...(found ?? [])].sort((one, other) => other[1] - one[1] || one[0] - other[0]);
  return likely.map(([number]) => number);
};

// An entry is written as the first interface has it; the others exchange its sides.
const here = document.documentElement.lang;
/** @param {Listed} listed */
const isHere = ({ vv }) => !vv.only || vv.only === here;
/** @param {Listed} doc */
const adapt = (doc) => {
  const own = doc.vv.others?.[here];
  if (!own) return read(doc);
  const entry = read({ ...doc, ...own, vv: { ...doc.vv, ...own } });
  return { ...entry, sides: entry.sides.reverse() };
};

/** @param {number} file */
const fetchEntries = (file) =>
  visavis.once(entries, file, async () => {
    /** @type {Listed[]} */
    const docs = await fetchJson(`entries/${file}.json?${build}`);
    return docs.filter(isHere).map((doc) => collection.add(adapt(doc)));
  });

/** @type {import("./search-rank.js").Engine["search"]} */
export const search = (...asked) =>
  find(...asked).catch((error) => {
    ready.clear();
    throw error;
  });
/** @type {import("./search-rank.js").Engine["search"]} */
const find = async (units, language, wanted) => {
  const told = await visavis.once(ready, "told", start);
  const words = units.flatMap((unit) => unit.words);
  await Promise.all(told.tags.flatMap((tag) => words.map((word) => fetchForms(tag, word))));
  const compiled = compile(settle(units, [...shards.values()]), told.terms, formsOf);
  await Promise.all(
    compiled.clauses
      .flat()
      .flatMap(({ language: tag, units: [unit] }) =>
        tag ? unit.words.map((word) => fetchForms(tag, word)) : []
      )
  );
  const proposed = propose(compiled.clauses, language, told);
  const files = [...new Set(proposed.map((number) => Math.floor(number / told.together)))];
  /** @type {import("./search-rank.js").Found[]} */
  let found = [];
  let at = 0;
  /** @type {Doc[]} */
  const docs = [];
  while (at < Math.min(files.length, Math.max(most, 2 * wanted)) && found.length < wanted) {
    const loaded = await Promise.all(files.slice(at, at + batch).map(fetchEntries));
    docs.push(...loaded.flat());
    at += batch;
    found = collection.search(compiled.clauses, formsOf, language, docs, told.entries);
  }
  return { found, also: compiled.also, more: at < files.length, collection };
};

// Only words that begin with the same letters are at hand.
/** @type {import("./search-rank.js").Engine["meant"]} */
export const meant = (units) => correct(units, [...shards.values()]);

export const wait = 150;
export const step = 10;
