// The engine of a large edition: Pagefind's index of words, of which a few pieces are loaded (see
// `search/pagefind.py`). It gives records that may answer; which entries do, is judged as ever.
import { Collection, compile, correct, formsIn, read, settle } from "./search-rank.js";

/** @typedef {import("./search-rank.js").Alternative} Alternative */
/** @typedef {import("./search-rank.js").Doc} Doc */
/** @typedef {import("./search-rank.js").Families} Families */
/** @typedef {import("./search-rank.js").Listed} Listed */
/** @typedef {import("./search-rank.js").Term} Term */
/** @typedef {{ id: string, score: number, data: () => Promise<{ meta: { docs: Listed[] } }> }} PieceRecord */
/** @typedef {{ search: (query: string) => Promise<{ results: PieceRecord[] }> }} Pagefind */
/**
 * What the index tells besides its records.
 * @typedef {object} Told
 * @property {Pagefind} pagefind
 * @property {number} entries
 * @property {Term[]} terms
 * @property {string[]} tags of the languages
 * @property {Record<string, string>} letters by language
 * @property {Map<string, Set<string>>} frequent by language the words that are not indexed
 * @property {Map<string, Set<string>>} starts by language the beginnings that some word has
 */

const [batch, most, ways] = [20, 40, 8];
/** @type {Map<string, Families>} */
const shards = new Map();
/** @type {Map<string, Promise<void>>} */
const shardsAsked = new Map();
/** @type {Map<string, Promise<Doc[]>>} */
const entries = new Map();
const collection = new Collection();
/** @type {Map<string, Promise<Told>>} */
const ready = new Map();

/** @param {string} name */
const fetchJson = async (name) => {
  const answer = await fetch(new URL(name, vvSearch.pieces));
  if (!answer.ok) throw new Error(name);
  return answer.json();
};

/** @returns {Promise<Told>} */
const start = async () => {
  const told = await fetchJson("visavis.json");
  const tags = Object.keys(told.letters);
  const [pagefind, ...starts] = await Promise.all([
    vvSearch.pagefind(),
    ...tags.map((tag) => fetchJson(`forms/${tag}.json`)),
  ]);
  return {
    ...told,
    pagefind,
    tags,
    frequent: new Map(tags.map((tag) => [tag, new Set(told.frequent[tag])])),
    starts: new Map(tags.map((tag, n) => [tag, new Set(starts[n])])),
  };
};

/** @param {string} word */
const beginning = (word) => [...word].slice(0, 2).join("");
/**
 * The families with forms that begin like a word.
 * @param {string} tag
 * @param {string} word
 * @param {Told} told
 */
const fetchForms = (tag, word, { starts }) => {
  const first = beginning(word);
  const key = `${tag}-${first}`;
  if (!starts.get(tag)?.has(first)) return Promise.resolve();
  // They stay in the order in which they were asked for.
  if (!shards.has(key)) shards.set(key, new Map());
  return visavis.once(shardsAsked, key, async () => {
    const codes = [...first].map((sign) => sign.codePointAt(0)?.toString(16)).join("-");
    /** @type {string[]} */
    const lists = await fetchJson(`forms/${tag}-${codes}.json`);
    /** @type {Families} */
    const forms = new Map();
    for (const family of lists.map((list) => list.split(" ")))
      for (const form of family) forms.set(form, family);
    shards.set(key, forms);
  });
};
/** @type {import("./search-rank.js").FormsOf} */
const formsOf = (tag, word) => formsIn(shards.get(`${tag}-${beginning(word)}`) ?? new Map(), word);

/**
 * What Pagefind is asked: for each clause one alternative in one language, in every combination.
 * @param {Alternative[][]} clauses
 * @param {string} language
 * @param {Told} told
 */
const ask = (clauses, language, { tags, letters, frequent }) => {
  let questions = [""];
  for (const alternatives of clauses) {
    /** @type {Set<string>} */
    const wordings = new Set();
    for (const { units, language: own } of alternatives)
      for (const tag of tags)
        if ((!own || own === tag) && (!language || language === tag))
          wordings.add(
            units.map((unit) => wording(unit, tag, letters[tag], frequent.get(tag))).join(" ")
          );
    questions = questions
      .flatMap((question) => [...wordings].map((one) => `${question} ${one}`.trim()))
      .slice(0, ways);
  }
  return questions.filter(Boolean);
};
/** @param {import("./search-words.js").Unit} unit @param {string} tag @param {string} letter @param {Set<string> | undefined} frequent */
const wording = ({ words }, tag, letter, frequent) => {
  const families = words.map((word) => formsOf(tag, word)[0] ?? word);
  const asked = families.filter((family) => !frequent?.has(family)).map((one) => letter + one);
  return asked.length > 1 ? `"${asked.join(" ")}"` : asked.join("");
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

/** @param {PieceRecord} record */
const fetchEntries = (record) =>
  visavis.once(entries, record.id, async () => {
    const { meta } = await record.data();
    return meta.docs.filter(isHere).map((doc) => collection.add(adapt(doc)));
  });

/** @type {import("./search-rank.js").Engine["search"]} */
export const search = (...asked) =>
  find(...asked).catch((error) => {
    ready.clear();
    vvSearch.drop();
    throw error;
  });
/** @type {import("./search-rank.js").Engine["search"]} */
const find = async (units, language, wanted) => {
  const told = await visavis.once(ready, "told", start);
  const words = units.flatMap((unit) => unit.words);
  await Promise.all(told.tags.flatMap((tag) => words.map((word) => fetchForms(tag, word, told))));
  const compiled = compile(settle(units, [...shards.values()]), told.terms, formsOf);
  await Promise.all(
    compiled.clauses
      .flat()
      .flatMap(({ language: tag, units: [unit] }) =>
        tag ? unit.words.map((word) => fetchForms(tag, word, told)) : []
      )
  );
  const questions = ask(compiled.clauses, language, told);
  const answers = await Promise.all(questions.map((question) => told.pagefind.search(question)));
  /** @type {Map<string, PieceRecord>} */
  const records = new Map();
  for (const record of answers.flatMap((answer) => answer.results))
    if (!((records.get(record.id)?.score ?? -1) > record.score)) records.set(record.id, record);
  const likely = [...records.values()].sort((one, other) => other.score - one.score);
  /** @type {import("./search-rank.js").Found[]} */
  let found = [];
  let at = 0;
  /** @type {Doc[]} */
  const docs = [];
  while (at < Math.min(likely.length, Math.max(most, 2 * wanted)) && found.length < wanted) {
    const loaded = await Promise.all(likely.slice(at, at + batch).map(fetchEntries));
    docs.push(...loaded.flat());
    at += batch;
    found = collection.search(compiled.clauses, formsOf, language, docs, told.entries);
  }
  return { found, also: compiled.also, more: at < likely.length, collection };
};

// Only words that begin with the same two letters are at hand.
/** @type {import("./search-rank.js").Engine["meant"]} */
export const meant = (units) => correct(units, [...shards.values()]);

export const wait = 150;
export const step = 10;
