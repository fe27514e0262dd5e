// Which entries answer a query, and which answers it best: the same for both engines. A query becomes
// clauses, all of which are wanted. A clause has alternatives: the words as they were typed, or what
// answers them in the glossary, in the other language.
import { find } from "./search-words.js";

/** @typedef {import("./search-words.js").Unit} Unit */
/**
 * One text of an entry; `ids` are the numbers of its words in a collection.
 * @typedef {{ language: string, text: string, marks?: string, ids: Int32Array }} Side
 */
/**
 * What can be found.
 * @typedef {object} Doc
 * @property {string} kind
 * @property {string} location
 * @property {string} title
 * @property {string} [place]
 * @property {Side[]} sides
 */
/**
 * An entry as the index has it (see `search/index.py`).
 * @typedef {object} Listed
 * @property {string} location
 * @property {string} title
 * @property {string} text
 * @property {{ kind: string, sides: string[], marks?: string[], place?: string, only?: string, others?: Record<string, Partial<Listed> & { place?: string }> }} vv
 */
/** @typedef {{ location: string, forms: Record<string, string[]> }} Term */
/** @typedef {{ docs: Listed[], vv: { families: Record<string, string[]>, terms: Term[] } }} Index */
/** @typedef {Map<string, string[]>} Families by each of its forms, a word in all its forms */
/** @typedef {(language: string, word: string) => string[]} FormsOf */
/** @typedef {{ units: Unit[], weight: number, language?: string, fallback?: boolean }} Alternative */
/** @typedef {[at: number, length: number]} Hit */
/** @typedef {{ at: Hit, quality: number }} Rated */
/** @typedef {{ doc: Doc, score: number, hits: Hit[][] }} Found `hits` side by side */
/** @typedef {{ term: Term, language: string, others: [string, string[]][] }} Also */
/**
 * @typedef {object} Answer
 * @property {Found[]} found
 * @property {Also[]} also terms of the query, with what they are called in the other language
 * @property {boolean} more whether there are others besides those found
 * @property {Collection} collection
 */
/**
 * @typedef {object} Engine
 * @property {(units: Unit[], language: string, wanted: number) => Promise<Answer>} search
 * @property {(units: Unit[]) => Promise<Unit[][]>} meant
 * @property {() => void} [renew] asks once more whether the index is another one
 * @property {number} wait milliseconds after the last key
 * @property {number} step so many results at a time
 */

// How much a word counts that is the very one, a form of it, or begins so.
export const exact = 1;
export const form = 0.8;
export const begun = 0.5;
/** @type {Record<string, number>} */
const kinds = { row: 1, page: 0.9, note: 0.25, term: 0.25 };
const [k1, b] = [1.2, 0.6]; // Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009
/**
 * How rare what some entries have is among all.
 * @param {number} some
 * @param {number} all
 */
export const rarity = (some, all) => Math.log(1 + (all - some + 0.5) / (some + 0.5));
/**
 * How well an entry answers by its best hit, and all hits together.
 * @param {number} best
 * @param {number} much
 * @param {number} long how long it is: 1 on the average
 */
export const rate = (best, much, long) => best * (much / (much + k1 * (1 - b + b * long)));

/** @param {Unit[]} units @param {Term[]} terms @param {FormsOf} formsOf */
export const compile = (units, terms, formsOf) => {
  /** @type {Alternative[][]} */
  const clauses = [];
  /** @type {Also[]} */
  const also = [];
  for (let at = 0; at < units.length; ) {
    const { length, term, language = "", listed } = longestTerm(units, at, terms, formsOf);
    const number = term ? undefined : numberAt(units, at);
    if (number) {
      clauses.push(number.alternatives);
      at += number.length;
      continue;
    }
    const own = units.slice(at, at + (length || 1));
    /** @type {Alternative[]} */
    const alternatives = [{ units: own, weight: 1 }];
    if (term) {
      // A term of several words is one thing; apart from each other they count less.
      const together = { words: own.flatMap((unit) => unit.words), quoted: own[0].quoted };
      alternatives[0] = { units: [together], weight: 1 };
      const others = Object.entries(term.forms).filter(([tag]) => tag !== language);
      for (const [tag, forms] of others)
        for (const words of forms.map(wordsOf))
          if (words.join(" ") !== listed?.join(" "))
            alternatives.push({ units: [{ words }], language: tag, weight: 0.9 });
      if (alternatives.length > 1) also.push({ term, language, others });
      if (own.length > 1) alternatives.push({ units: own, weight: 0.5, fallback: true });
    }
    clauses.push(alternatives);
    at += length || 1;
  }
  return { clauses, also };
};

// A number of thousands, however it is typed and however a text has it: 1240, 1.240, 1,240 and 1 240.
// What parts the thousands makes several words of it.
/** @param {Unit[]} units @param {number} at */
const numberAt = (units, at) => {
  const [first, ...others] = units[at].words;
  if (units[at].quoted) return undefined;
  if (!others.length && /^\p{Nd}{4,}$/u.test(first)) {
    const rest = first.length % 3;
    const words = [first.slice(0, rest), ...(first.slice(rest).match(/.../g) ?? [])].filter(
      Boolean
    );
    return { length: 1, alternatives: [whole(units[at]), { units: [{ words }], weight: 0.9 }] };
  }
  if (!/^\p{Nd}{1,3}$/u.test(first) || !others.every(isGroup)) return undefined;
  let length = 1;
  while (
    !others.length &&
    at + length < units.length &&
    isGroup(units[at + length].words.join(" "))
  )
    length += 1;
  const own = units.slice(at, at + length);
  const words = own.flatMap((unit) => unit.words);
  if (words.length < 2) return undefined;
  /** @type {Alternative[]} */
  const alternatives = [{ units: [{ words }], weight: 1 }, whole({ words: [words.join("")] }, 0.9)];
  if (length > 1) alternatives.push({ units: own, weight: 0.5, fallback: true });
  return { length, alternatives };
};
/** @param {Unit} unit @param {number} weight @returns {Alternative} */
const whole = (unit, weight = 1) => ({ units: [unit], weight });
/** @param {string} word */
const isGroup = (word) => /^\p{Nd}{3}$/u.test(word);

/** @param {string} text */
const wordsOf = (text) => find(text).map(({ word }) => word);

// The term that begins with a unit and has most words, and of those the one most like what was
// typed. Words in quotation marks are meant as they are.
/** @typedef {{ length: number, words: number, alike: number, term?: Term, language?: string, listed?: string[] }} Match */
/** @param {Unit[]} units @param {number} at @param {Term[]} terms @param {FormsOf} formsOf */
const longestTerm = (units, at, terms, formsOf) => {
  /** @type {Match} */
  let best = { length: 0, words: 0, alike: 0 };
  /** @param {Unit} unit @param {string} tag @param {string} typed @param {string} listed */
  const same = (unit, tag, typed, listed) =>
    typed === listed || (!unit.quoted && formsOf(tag, typed).includes(listed));
  for (const term of terms)
    for (const [language, forms] of Object.entries(term.forms))
      for (const listed of forms.map(wordsOf)) {
        let [words, length, alike] = [0, 0, 0];
        while (words < listed.length && at + length < units.length) {
          const unit = units[at + length];
          const own = listed.slice(words, words + unit.words.length);
          if (!unit.words.every((typed, n) => own[n] && same(unit, language, typed, own[n]))) break;
          alike += unit.words.reduce((sum, typed, n) => sum + likeness(typed, own[n]), 0);
          words += unit.words.length;
          length += 1;
        }
        const whole = words > 0 && words === listed.length;
        if (whole && (words > best.words || (words === best.words && alike > best.alike)))
          best = { length, words, alike, term, language, listed };
      }
  return best;
};
/** @param {string} one @param {string} other */
export const shared = (one, other) => {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return at;
};
/** @param {string} one @param {string} other */
const likeness = (one, other) => (2 * shared(one, other)) / (one.length + other.length);

// The forms of a word, from families by form. A form that no text has is taken for one of the words
// that begin most like it, which is what a stemmer would mostly say.
/** @param {Families} families @param {string} word @returns {string[]} */
export const formsIn = (families, word) => {
  const own = families.get(word);
  if (own || word.length < 4) return own ?? [];
  let most = Math.max(4, Math.ceil(0.6 * word.length));
  /** @type {string[]} */
  let near = [];
  for (const [name, family] of families) {
    const alike = Math.abs(name.length - word.length) < 5 ? shared(word, name) : 0;
    if (alike > most) near = [];
    if (alike >= most) near.push(...family);
    most = Math.max(most, alike);
  }
  return [...new Set(near)];
};

/**
 * The units of a query, none of them open that is a whole word already: who types *citoyen* finds what
 * *citoyens* finds, and not *citoyenneté*.
 * @param {Unit[]} units
 * @param {Families[]} lists
 */
export const settle = (units, lists) =>
  units.map((unit) => {
    const last = unit.words[unit.words.length - 1];
    return { ...unit, open: unit.open && !lists.some((families) => families.has(last)) };
  });

// Whether one slip makes one word of another: a letter too many, too few, another one, or two that have
// changed places (Damerau, A technique for computer detection and correction of spelling errors,
// 1964). The first letter is taken for right.
/** @param {string} one @param {string} other */
const isSlip = (one, other) => {
  if (Math.abs(one.length - other.length) > 1 || one[0] !== other[0]) return false;
  const start = shared(one, other);
  let [a, b] = [one.slice(start), other.slice(start)];
  while (a && b && a.slice(-1) === b.slice(-1)) [a, b] = [a.slice(0, -1), b.slice(0, -1)];
  return (a.length < 2 && b.length < 2) || (a.length === 2 && a === b[1] + b[0]);
};

// A slip in a shorter word makes too many others of it.
/** @param {string} word */
export const isLong = (word) => word.length >= 5;

// What may have been meant by a query that finds nothing: its words of five letters or more that no
// text has, each exchanged for those that a slip makes of it. `lists` are maps of families by form.
/** @param {Unit[]} units @param {Families[]} lists @returns {Unit[][]} */
export const correct = (units, lists) => {
  /** @param {string} word */
  const meant = (word) => {
    if (!isLong(word) || lists.some((families) => families.has(word))) return [word];
    const near = new Map();
    for (const families of lists)
      for (const [name, family] of families)
        if (!near.has(family) && isSlip(word, name)) near.set(family, name);
    return near.size ? [...new Set(near.values())] : [word];
  };
  /** @type {Unit[][]} */
  let ways = [[]];
  for (const unit of units) {
    /** @type {Unit[]} */
    let choices = [unit.quoted ? unit : { ...unit, words: [] }];
    for (const word of unit.quoted ? [] : unit.words)
      choices = choices.flatMap(({ words, ...rest }) =>
        meant(word).map((one) => ({ ...rest, words: [...words, one] }))
      );
    ways = ways.flatMap((way) => choices.map((one) => [...way, one])).slice(0, 4);
  }
  const asked = wordsIn(units);
  return ways.filter((way) => wordsIn(way) !== asked);
};
/** @param {Unit[]} units */
export const wordsIn = (units) => units.flatMap(({ words }) => words).join(" ");

/**
 * An entry while it is judged, its hits by side and clause.
 * @typedef {{ doc: Doc, score: number, hits: Hit[][][] }} Entry
 */

export class Collection {
  /** @type {Doc[]} */
  docs = [];
  /** @type {Map<string, number>} */
  #numbers = new Map();
  /** @type {string[]} */
  #names = [];
  /** @type {Map<string, Float32Array>} */
  #tables = new Map();

  /** @param {Doc} doc */
  add(doc) {
    for (const side of doc.sides)
      side.ids = Int32Array.from(find(side.text), ({ word }) => this.#number(word));
    this.docs.push(doc);
    return doc;
  }

  /** @param {string} word */
  #number(word) {
    let number = this.#numbers.get(word);
    if (number === undefined) {
      number = this.#names.push(word) - 1;
      this.#numbers.set(word, number);
    }
    return number;
  }

  /** Language → the words that its texts have. */
  words() {
    /** @type {Map<string, Set<string>>} */
    const found = new Map();
    for (const { language, ids } of this.docs.flatMap((doc) => doc.sides)) {
      const words = found.get(language) ?? new Set();
      found.set(language, words);
      for (const id of ids) words.add(this.#names[id]);
    }
    return found;
  }

  /** @param {Side} side @param {Hit} hit */
  wordsAt(side, [start, length]) {
    return Array.from(side.ids.slice(start, start + length), (id) => this.#names[id]);
  }

  /**
   * How much each word of all entries counts for one of a query.
   * @param {string} word
   * @param {string} language
   * @param {FormsOf} formsOf
   * @param {{ quoted: boolean, open: boolean }} how
   */
  #table(word, language, formsOf, { quoted, open }) {
    const key = [word, language, quoted, open, this.#names.length].join();
    const known = this.#tables.get(key);
    if (known) return known;
    const table = new Float32Array(this.#names.length);
    /** @param {string} name @param {number} value */
    const set = (name, value) => {
      const number = this.#numbers.get(name);
      if (number !== undefined) table[number] = Math.max(table[number], value);
    };
    if (open && word.length > 1)
      for (const name of this.#names) if (name.startsWith(word)) set(name, begun);
    if (!quoted) for (const name of formsOf(language, word)) set(name, form);
    set(word, exact);
    this.#tables.set(key, table);
    return table;
  }

  /** @param {Unit} unit @param {Side} side @param {FormsOf} formsOf @returns {Rated[]} */
  #hits(unit, side, formsOf) {
    const tables = unit.words.map((word, n) =>
      this.#table(word, side.language, formsOf, {
        quoted: Boolean(unit.quoted),
        open: Boolean(unit.open) && n === unit.words.length - 1,
      })
    );
    /** @type {Rated[]} */
    const found = [];
    const [first] = tables;
    for (let at = 0; at <= side.ids.length - tables.length; at += 1) {
      let quality = first[side.ids[at]];
      for (let n = 1; quality && n < tables.length; n += 1)
        quality = Math.min(quality, tables[n][side.ids[at + n]]);
      if (quality) found.push({ at: [at, tables.length], quality });
    }
    return found;
  }

  /**
   * The entries that have all clauses, the best first.
   * @param {Alternative[][]} clauses
   * @param {FormsOf} formsOf
   * @param {string} language nothing for all
   * @param {boolean[]} spared the clauses that an entry need not have
   * @param {Doc[]} docs may be some of `population` entries: those that were loaded
   * @returns {Found[]}
   */
  search(clauses, formsOf, language, spared, docs = this.docs, population = docs.length) {
    const average = docs.reduce((sum, doc) => sum + size(doc), 0) / (docs.length || 1) || 1;
    let kept = docs.map((doc) => ({
      doc,
      score: 0,
      hits: doc.sides.map(() => /** @type {Hit[][]} */ ([])),
    }));
    for (const [place, alternatives] of clauses.entries()) {
      /** @type {Map<Entry, { best: number, hits: Hit[][][] }>} */
      const scores = new Map();
      for (const alternative of alternatives) {
        const left = alternative.fallback ? kept.filter((entry) => !scores.has(entry)) : kept;
        const found = this.#alternative(alternative, left, formsOf, language);
        for (const { entry, hits, units, quality } of found) {
          // A word is as rare as it is in this form or a better one.
          const many = found.filter((other) => other.quality >= quality).length;
          const long = size(entry.doc) / average;
          let score = 0;
          for (const own of units) {
            const much = own.reduce((sum, hit) => sum + hit.quality, 0);
            score += rate(Math.max(...own.map((hit) => hit.quality)), much, long);
          }
          score *= (rarity(many, population) * alternative.weight) / units.length;
          const none = { best: 0, hits: entry.doc.sides.map(() => /** @type {Hit[][]} */ ([])) };
          const before = scores.get(entry) ?? none;
          before.best = Math.max(before.best, score) + 0.2 * Math.min(before.best, score);
          for (const [n, own] of hits.entries()) before.hits[n].push(own);
          scores.set(entry, before);
        }
      }
      if (!spared[place]) kept = kept.filter((entry) => scores.has(entry));
      for (const entry of kept) {
        const { best = 0, hits = [] } = scores.get(entry) ?? {};
        entry.score += best;
        // Each clause keeps its own hits, so that their nearness can be judged.
        for (const [n, own] of hits.entries()) entry.hits[n].push(own.flat());
      }
    }
    const judged = kept.map((entry) => {
      const heading = entry.doc.kind === "row" && !entry.doc.title.startsWith("§");
      const near = Math.max(...entry.hits.map((own) => nearness(own)), 0);
      const score = entry.score * (1 + near) * (kinds[entry.doc.kind] ?? 1) * (heading ? 1.3 : 1);
      return { doc: entry.doc, score, hits: entry.hits.map(tidy) };
    });
    return judged.sort((one, other) => other.score - one.score);
  }

  /**
   * Of all entries, the share that has an alternative.
   * @param {Alternative} alternative
   * @param {FormsOf} formsOf
   * @param {string} language
   */
  share(alternative, formsOf, language) {
    const all = this.docs.map((doc) => ({ doc, score: 0, hits: [] }));
    return this.#alternative(alternative, all, formsOf, language).length / (all.length || 1);
  }

  /**
   * What an alternative finds: all of its units, each on some side that is asked for.
   * @param {Alternative} alternative
   * @param {Entry[]} entries
   * @param {FormsOf} formsOf
   * @param {string} language
   */
  #alternative({ units, language: own }, entries, formsOf, language) {
    const found = [];
    for (const entry of entries) {
      const { sides } = entry.doc;
      const asked = sides.map(
        (side) => (!language || side.language === language) && (!own || side.language === own)
      );
      const hits = sides.map(() => /** @type {Hit[]} */ ([]));
      /** @type {Rated[][]} */
      const all = [];
      for (const unit of units) {
        /** @type {Rated[]} */
        const matched = [];
        sides.forEach((side, n) => {
          if (!asked[n]) return;
          const some = this.#hits(unit, side, formsOf);
          hits[n].push(...some.map((hit) => hit.at));
          matched.push(...some);
        });
        if (!matched.length) break;
        all.push(matched);
      }
      if (all.length < units.length) continue;
      const quality = Math.min(...all.map((own) => Math.max(...own.map((hit) => hit.quality))));
      found.push({ entry, hits, units: all, quality });
    }
    return found;
  }
}

/**
 * Which clauses are `du`, `the`: short and everywhere. An entry need not have them, where the query
 * has other words.
 * @param {Alternative[][]} clauses
 * @param {(clause: number) => number} shareOf how much of all entries has a clause
 */
export const spare = (clauses, shareOf) => {
  const spared = clauses.map(
    ([{ units }], clause) =>
      units.length === 1 &&
      !units[0].quoted &&
      units[0].words.length === 1 &&
      units[0].words[0].length < 4 &&
      shareOf(clause) > 0.1
  );
  return spared.every(Boolean) ? spared.map(() => false) : spared;
};

/** @param {Doc} doc */
const size = (doc) => doc.sides.reduce((sum, side) => sum + side.ids.length, 0);

/**
 * 1 where all clauses stand side by side on one side of the entry, less the farther they are apart.
 * @param {Hit[][]} clauses
 */
const nearness = (clauses) => {
  if (clauses.length < 2 || clauses.some((hits) => !hits.length)) return 0;
  const all = clauses.flatMap((hits, clause) =>
    hits.map(([at, length]) => ({ at, length, clause }))
  );
  all.sort((one, other) => one.at - other.at);
  let best = Infinity;
  const last = new Map();
  for (const { at, length, clause } of all) {
    last.set(clause, at);
    if (last.size === clauses.length)
      best = Math.min(best, at + length - Math.min(...last.values()));
  }
  const least = clauses.reduce((sum, hits) => sum + hits[0][1], 0);
  return Math.min(1, least / best);
};

/**
 * In the order of the text; of hits that overlap only the longest.
 * @param {Hit[][]} clauses
 */
const tidy = (clauses) => {
  const all = clauses.flat().sort((one, other) => one[0] - other[0] || other[1] - one[1]);
  let end = -1;
  return all.filter(([at, length]) => {
    const fresh = at >= end;
    if (fresh) end = at + length;
    return fresh;
  });
};

/** @param {string} html */
const plain = (html) => html.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
/**
 * An entry of Material's index as one to be searched.
 * @param {Listed} listed
 * @returns {Doc}
 */
export const read = ({ location, title, text, vv }) => {
  const languages = vv.sides;
  let texts = text ? text.slice(3, -4).split("</p><p>").map(plain) : [];
  if (vv.kind === "page" && text)
    texts = [new DOMParser().parseFromString(text, "text/html").body.textContent ?? ""];
  const ids = new Int32Array();
  const sides = texts.map((words, n) => ({
    language: languages[n],
    text: words,
    marks: vv.marks?.[n],
    ids,
  }));
  const name = plain(title);
  if (vv.kind === "page") {
    const language = languages[0] ?? document.documentElement.lang;
    const words = texts.length ? `${name}. ${texts[0]}` : name;
    sides[0] = { language, text: words, marks: undefined, ids };
  }
  return { kind: vv.kind, location, title: name, place: vv.place, sides };
};
