// What counts as one word, what of its spelling does not matter, and how a query is read. The first two
// are those of `fold.py`, with which the index was made.
const unspaced =
  "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff々";
const silent = "\\u00ad\\u200b-\\u200d\\u2060";
const word = new RegExp(`[${unspaced}]|(?:(?![${unspaced}])[\\p{L}\\p{N}\\p{M}${silent}])+`, "gu");
const dropped = new RegExp(`[\\u0300-\\u036f\\u0591-\\u05c7\\u064b-\\u065f\\u0670${silent}]`, "g");
/** @type {Record<string, string>} */
const letters = { œ: "oe", æ: "ae", ß: "ss", ø: "o", ł: "l", đ: "d", ı: "i", ة: "ه", ى: "ي" };
const elided = new Set(
  "c d j l m n s t qu jusqu lorsqu puisqu quoiqu un all dall dell nell sull".split(" ")
);
const apostrophe = /['’＇]/;
const joined = /^['’＇][\p{L}\p{N}]/u;

/** @typedef {{ word: string, start: number, end: number }} Word */
/** @typedef {{ words: string[], quoted?: boolean, open?: boolean }} Unit */

/** @type {Map<string, string>} */
const known = new Map();
/** @param {string} written */
export const fold = (written) => {
  let folded = known.get(written);
  if (folded === undefined) {
    const apart = written.toLowerCase().normalize("NFKD").replace(dropped, "");
    folded = apart.replace(/[œæßøłđıةى]/g, (letter) => letters[letter]);
    known.set(written, folded);
  }
  return folded;
};

/**
 * The words of a text.
 * @param {string} text
 * @returns {Word[]}
 */
export const find = (text) => {
  const found = [];
  for (const { 0: written, index: start } of text.matchAll(word)) {
    const end = start + written.length;
    const folded = fold(written);
    if (!folded) continue;
    if (elided.has(folded) && joined.test(text.slice(end, end + 3))) continue;
    if (folded === "s" && start && apostrophe.test(text[start - 1])) continue;
    found.push({ word: folded, start, end });
  }
  return found;
};

const isUnspaced = new RegExp(`^[${unspaced}]`);
/**
 * Words that stand side by side as an index in pieces lists them: in scripts without spaces by twos.
 * @param {string[]} words
 */
export const listed = (words) => {
  const apart = words.map((one) => isUnspaced.test(one));
  return words.flatMap((one, n) => {
    if (apart[n] && apart[n + 1]) return [one + words[n + 1]];
    return apart[n] && apart[n - 1] ? [] : [one];
  });
};

// A query as units, all of which are wanted: a word; words that a hyphen joins, in this order; words
// in quotation marks, in this order and this form. `open`: its last word may still be growing.
/** @param {string} query */
export const parse = (query) => {
  /** @type {Unit[]} */
  const units = [];
  /** @param {string} text @param {boolean} quoted */
  const add = (text, quoted) => {
    const words = find(text).map((found) => found.word);
    if (words.length) units.push({ words, quoted, open: false });
  };
  const parts = query.split(/["«“„]([^"»”“]*)(?:["»”“]|$)/u);
  parts.forEach((part, number) => {
    if (number % 2) add(part, true);
    else for (const piece of part.split(/\s+/)) add(piece, false);
  });
  const last = units[units.length - 1];
  if (last && /[\p{L}\p{N}\p{M}]$/u.test(query)) last.open = true;
  return units;
};
