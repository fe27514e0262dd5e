// The engine of a large edition, of whose index a few pieces are loaded (see `search/pieces.py`). They
// tell which entries may answer; which do, is judged as ever.
import { Collection, compile, correct, formsIn, read, settle, spare } from "./search-rank.js";

/** @typedef {import("./search-rank.js").Alternative} Alternative */
/** @typedef {import("./search-rank.js").Doc} Doc */
/** @typedef {import("./search-rank.js").Families} Families */
/** @typedef {import("./search-rank.js").Listed} Listed */
/** @typedef {import("./search-rank.js").Term} Term */
/**
 * How likely entries are by their numbers; `all`: so may be those that are not named.
 * @typedef {{ found: Map<number, number>, all: boolean }} Likely
 */
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

const [batch, letters] = [20, 4];
// So many files are loaded for each result that is wanted, and so many before it is said that nothing
// is found.
const [each, most] = [4, 200];
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
/**
 * What is to be known of the words of alternatives.
 * @param {Alternative[]} alternatives
 * @param {Told} told
 */
const fetchAll = (alternatives, { tags }) =>
  Promise.all(
    alternatives.flatMap(({ units, language }) =>
      units
        .flatMap(({ words }) => words)
        .flatMap((word) => (language ? [language] : tags).map((tag) => fetchForms(tag, word)))
    )
  );
/** @type {import("./search-rank.js").FormsOf} */
const formsOf = (tag, word) => formsIn(familiesNear(tag, word), word);

/** @param {Likely} one @param {Likely} other @returns {Likely} */
const both = (one, other) => {
  const [few, many] = one.all ? [other, one] : [one, other];
  const found = few.all ? new Map(many.found) : new Map();
  for (const [number, score] of few.found) {
    const more = many.found.get(number);
    if (many.all || more !== undefined) found.set(number, score + (more ?? 0));
  }
  return { found, all: few.all };
};
/** @param {Likely} one @param {Likely} other @returns {Likely} */
const either = (one, other) => {
  const found = new Map(one.found);
  for (const [number, score] of other.found)
    found.set(number, Math.max(score, found.get(number) ?? 0));
  return { found, all: one.all || other.all };
};
/** @returns {Likely} */
const none = () => ({ found: new Map(), all: false });
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
  if (open && word.length > 1)
    for (const [form, family] of near) if (form.startsWith(word)) families.add(family);
  const listed = [...families].map((family) => places.get(family));
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
  return { found, all: listed.includes(null) };
};
/**
 * @param {Alternative} alternative
 * @param {string} language
 * @param {Told} told
 */
const ofAlternative = ({ units, language: own, weight }, language, told) => {
  const tags = told.tags.filter((tag) => (!own || own === tag) && (!language || language === tag));
  const likely = units
    .map(({ words, open }) => {
      const last = words.length - 1;
      const sides = tags.map((tag) =>
        words.map((word, n) => ofWord(tag, word, n === last && Boolean(open), told)).reduce(both)
      );
      return sides.reduce(either, none());
    })
    .reduce(both);
  for (const [number, score] of likely.found) likely.found.set(number, score * weight);
  return likely;
};
/**
 * The files of the entries that may have all clauses, the likeliest first; and which clauses are spared.
 * @param {Alternative[][]} clauses
 * @param {string} language
 * @param {Told} told
 */
const propose = (clauses, language, told) => {
  const likely = clauses.map((alternatives) =>
    alternatives.map((one) => ofAlternative(one, language, told)).reduce(either)
  );
  const spared = spare(clauses, (clause) =>
    likely[clause].all ? 1 : likely[clause].found.size / told.entries
  );
  const { found, all } = likely
    .map((one, clause) => ({ ...one, all: one.all || spared[clause] }))
    .reduce(both);
  const numbers = [...found].sort((one, other) => other[1] - one[1] || one[0] - other[0]);
  const files = new Set(numbers.map(([number]) => Math.floor(number / told.together)));
  if (all) for (let at = 0; at * told.together < told.entries; at += 1) files.add(at);
  return { files: [...files], spared };
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
  await fetchAll([{ units, weight: 1 }], told);
  const compiled = compile(settle(units, [...shards.values()]), told.terms, formsOf);
  // What answers them in the glossary, and numbers that are written otherwise.
  await fetchAll(compiled.clauses.flat(), told);
  const { files, spared } = propose(compiled.clauses, language, told);
  /** @type {import("./search-rank.js").Found[]} */
  let found = [];
  let at = 0;
  /** @type {Doc[]} */
  const docs = [];
  while (at < files.length && found.length < wanted && at < (found.length ? each * wanted : most)) {
    const loaded = await Promise.all(files.slice(at, at + batch).map(fetchEntries));
    docs.push(...loaded.flat());
    at += batch;
    found = collection.search(compiled.clauses, formsOf, language, spared, docs, told.entries);
  }
  return { found, also: compiled.also, more: at < files.length, collection };
};

// Only words that begin with the same letters are at hand.
/** @type {import("./search-rank.js").Engine["meant"]} */
export const meant = (units) => correct(units, [...shards.values()]);

export const wait = 150;
export const step = 10;
