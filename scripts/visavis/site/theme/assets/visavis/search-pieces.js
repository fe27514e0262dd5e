// The engine of a large edition, of whose index a few pieces are loaded (see `search/pieces.py`). They
// tell which entries may answer; which do, is judged as ever.
import {
  begun,
  Collection,
  compile,
  correct,
  exact,
  form,
  formsIn,
  isLong,
  rarity,
  rate,
  read,
  settle,
  shared,
  spare,
} from "./search-rank.js";
import { listed } from "./search-words.js";

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
 * @property {number[]} sizes of the entries: 1 on the average
 * @property {string[]} tags of the languages
 * @property {Record<string, string[]>} starts by language what the words of each piece begin with
 */

const [batch, letters] = [20, 4];
// So many files are loaded for each result that is wanted, and so many before it is said that nothing
// is found.
const [each, most] = [4, 200];
// So many pieces at most are loaded for a word that may go on.
const widest = 12;
/**
 * What a piece tells: families by their forms, and where each form stands; null for nearly everywhere.
 * @typedef {{ families: Families, places: Map<string, number[] | null> }} Shard
 */
/** @type {Map<string, Shard>} */
const shards = new Map();
/** @type {Map<string, Promise<void>>} */
const shardsAsked = new Map();
/** @type {Map<string, Set<string>>} by language */
const starts = new Map();
/** @type {Map<number, Promise<Doc[]>>} */
const entries = new Map();
const collection = new Collection();
/** @type {Map<string, Promise<Told>>} */
const ready = new Map();
let build = "";
/** @type {(Omit<Told, "sizes"> & { sizes: string }) | undefined} */
let before;

/** @param {string} name @param {RequestInit} [how] */
const fetchJson = async (name, how) => {
  const answer = await fetch(new URL(name, vvSearch.pieces), how);
  if (!answer.ok) throw new Error(name);
  return answer.json();
};

/** @returns {Promise<Told>} */
const start = async () => {
  const told = await fetchJson("visavis.json", { cache: "no-cache" }).catch((error) => {
    // Without a network what was loaded before still answers.
    if (before) return before;
    throw error;
  });
  before = told;
  // Nothing of another build goes with it.
  if (told.build !== build) for (const kept of [shards, shardsAsked, starts, entries]) kept.clear();
  build = told.build;
  for (const [tag, known] of Object.entries(told.starts)) starts.set(tag, new Set(known));
  return { ...told, tags: [...starts.keys()], sizes: measure(told.sizes) };
};

/**
 * How long each entry is, from a letter for each: two more say that it is twice as long.
 * @param {string} letters
 */
const measure = (letters) => {
  const long = [...letters].map((letter) => 2 ** ((Number.parseInt(letter, 36) - 10) / 2));
  const average = long.reduce((sum, one) => sum + one, 0) / long.length;
  return long.map((one) => one / average);
};

// What the words of the piece begin with that has a word.
/** @param {string} tag @param {string} word */
const beginning = (tag, word) => {
  const first = [...word].slice(0, letters);
  while (first.length && !starts.get(tag)?.has(first.join(""))) first.pop();
  return first.join("");
};
/**
 * The pieces with words that begin like one, each by its language and beginning; `whole`: they are all.
 * @param {string} tag
 * @param {string} word
 * @param {boolean} open whether it may go on
 */
const near = (tag, word, open) => {
  const first = beginning(tag, word);
  const longer = [...(starts.get(tag) ?? [])].filter(
    (one) => one !== first && one.startsWith(word)
  );
  const all = [first, ...(open && word.length > 1 ? longer : [])].filter(Boolean);
  return {
    pieces: all.slice(0, widest).map((one) => `${tag}-${one}`),
    whole: all.length <= widest,
  };
};
/** @param {string} piece by its language and beginning */
const fetchPiece = (piece) => {
  // They stay in the order in which they were asked for.
  if (!shards.has(piece)) shards.set(piece, { families: new Map(), places: new Map() });
  return visavis.once(shardsAsked, piece, async () => {
    const at = piece.lastIndexOf("-");
    const codes = [...piece.slice(at + 1)].map((sign) => sign.codePointAt(0)?.toString(16));
    /** @type {Record<string, (number[] | null)[]>} */
    const lists = await fetchJson(`forms/${piece.slice(0, at)}-${codes.join("-")}.json?${build}`);
    /** @type {Shard} */
    const shard = { families: new Map(), places: new Map() };
    for (const [list, numbers] of Object.entries(lists)) {
      const family = list.split(" ");
      for (const [n, one] of family.entries()) {
        shard.families.set(one, family);
        shard.places.set(one, numbers[n]);
      }
    }
    shards.set(piece, shard);
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
        .flatMap(wordsOf)
        .flatMap(({ word, open }) =>
          (language ? [language] : tags).flatMap((tag) =>
            near(tag, word, open).pieces.map(fetchPiece)
          )
        )
    )
  );
/**
 * The words of a unit as they are listed, and whether each may go on.
 * @param {import("./search-words.js").Unit} unit
 */
const wordsOf = ({ words, open }) =>
  listed(words).map((word, n, all) => ({ word, open: n === all.length - 1 && Boolean(open) }));
/** @type {import("./search-rank.js").FormsOf} */
const formsOf = (tag, word) => {
  const [piece] = near(tag, word, false).pieces;
  return formsIn(shards.get(piece)?.families ?? new Map(), word);
};

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
 * Where forms of a word stand in some languages, those that answer it best first.
 * @param {string[]} tags
 * @param {{ word: string, open: boolean }} asked
 * @param {boolean} quoted
 */
const places = (tags, { word, open }, quoted) => {
  /** @type {{ quality: number, listed: (number[] | null | undefined)[] }[]} */
  const found = [exact, form, begun].map((quality) => ({ quality, listed: [] }));
  for (const tag of tags) {
    const { pieces, whole } = near(tag, word, open);
    const known = pieces.flatMap((piece) => shards.get(piece) ?? []);
    const begins = known
      .flatMap(({ families }) => [...families.keys()])
      .filter((one) => open && word.length > 1 && one.startsWith(word));
    const done = new Set();
    for (const [n, forms] of [[word], quoted ? [] : formsOf(tag, word), begins].entries())
      for (const one of forms) {
        if (!done.has(one))
          found[n].listed.push(known.find(({ places }) => places.has(one))?.places.get(one));
        done.add(one);
      }
    if (!whole) found[2].listed.push(null);
  }
  return found;
};
/**
 * How likely entries are by a word, as if nothing else were asked for.
 * @param {string[]} tags
 * @param {{ word: string, open: boolean }} asked
 * @param {boolean} quoted
 * @param {Told} told
 * @returns {Likely}
 */
const ofWord = (tags, asked, quoted, told) => {
  /** @type {Map<number, { best: number, rare: number, much: number }>} */
  const hits = new Map();
  let all = false;
  for (const { quality, listed } of places(tags, asked, quoted)) {
    /** @type {{ best: number, rare: number, much: number }[]} */
    const fresh = [];
    for (const numbers of listed) {
      all ||= numbers === null;
      let number = 0;
      for (const step of numbers ?? []) {
        number += step;
        const hit = hits.get(number) ?? { best: quality, rare: 0, much: 0 };
        if (!hit.much) fresh.push(hit);
        hit.much += quality;
        hits.set(number, hit);
      }
    }
    // A word is as rare as it is in this form or a better one.
    for (const hit of fresh) hit.rare = rarity(hits.size, told.entries);
  }
  const found = new Map();
  for (const [number, { best, rare, much }] of hits)
    found.set(number, rare * rate(best, much, told.sizes[number]));
  return { found, all };
};
/**
 * @param {Alternative} alternative
 * @param {string} language
 * @param {Told} told
 */
const ofAlternative = ({ units, language: own, weight }, language, told) => {
  const tags = told.tags.filter((tag) => (!own || own === tag) && (!language || language === tag));
  const likely = units
    .map((unit) => {
      const words = wordsOf(unit);
      // Several words stand side by side on one side.
      const sides = words.length > 1 ? tags.map((tag) => [tag]) : [tags];
      return sides
        .map((side) =>
          words.map((word) => ofWord(side, word, Boolean(unit.quoted), told)).reduce(both)
        )
        .reduce(either, none());
    })
    .reduce(both);
  for (const [number, score] of likely.found)
    likely.found.set(number, (score * weight) / units.length);
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

const families = () => [...shards.values()].map((shard) => shard.families);
// The site may have been built anew while the page stayed open.
export const renew = () => ready.clear();
/** @type {import("./search-rank.js").Engine["search"]} */
export const search = (...asked) =>
  find(...asked).catch((error) => {
    ready.clear();
    throw error;
  });
/** @type {import("./search-rank.js").Engine["search"]} */
const find = async (units, language, wanted) => {
  const told = await visavis.once(ready, "told", start);
  await fetchAll([{ units: units.map((unit) => ({ ...unit, open: false })), weight: 1 }], told);
  const compiled = compile(settle(units, families()), told.terms, formsOf);
  // What answers them in the glossary, how they may go on, and numbers that are written otherwise.
  await fetchAll(compiled.clauses.flat(), told);
  const { files, spared } = propose(compiled.clauses, language, told);
  /** @type {import("./search-rank.js").Found[]} */
  let found = [];
  let at = 0;
  /** @type {Doc[]} */
  const docs = [];
  while (
    at < files.length &&
    found.length <= wanted &&
    at < (found.length ? each * wanted : most)
  ) {
    const loaded = await Promise.all(files.slice(at, at + batch).map(fetchEntries));
    docs.push(...loaded.flat());
    at += batch;
    found = collection.search(compiled.clauses, formsOf, language, spared, docs, told.entries);
  }
  return { found, also: compiled.also, more: at < files.length, collection };
};

/**
 * Whether what a slip makes of a word may begin so: with a letter too many, too few, another one, or
 * two that have changed places.
 * @param {string} start
 * @param {string} word
 */
const mayBegin = (start, word) => {
  const at = shared(start, word);
  const [rest, after] = [start.slice(at), word.slice(at + 1)];
  const swapped = after.slice(0, 1) + word.slice(at, at + 1) + after.slice(1);
  const letterMore = word.slice(at).startsWith(rest.slice(1));
  return (
    at > 0 &&
    (letterMore ||
      after.startsWith(rest.slice(1)) ||
      [after, swapped].some((one) => one.startsWith(rest)))
  );
};
/** @type {import("./search-rank.js").Engine["meant"]} */
export const meant = async (units) => {
  const words = units.flatMap((unit) => (unit.quoted ? [] : unit.words)).filter(isLong);
  const pieces = words.flatMap((word) =>
    families().some((known) => known.has(word))
      ? []
      : [...starts].flatMap(([tag, known]) =>
          [...known]
            .filter((start) => mayBegin(start, word))
            // The more letters agree, the likelier.
            .sort((one, other) => other.length - one.length)
            .slice(0, 3 * widest)
            .map((start) => `${tag}-${start}`)
        )
  );
  await Promise.all(pieces.map(fetchPiece));
  return correct(units, families());
};

export const wait = 150;
export const step = 10;
