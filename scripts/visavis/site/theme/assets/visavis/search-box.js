// The search dialog: what is typed, what was found. One form of result for both engines. The arrow
// keys go from the field to the results and back, Enter opens one, Escape closes.
import { wordsIn } from "./search-rank.js";
import { find, parse } from "./search-words.js";

/** @typedef {import("./search-rank.js").Side} Side */
/** @typedef {import("./search-rank.js").Answer} Answer */
/** @typedef {import("./search-rank.js").Engine} Engine */
/** @typedef {[start: number, end: number]} Spot characters of a text */

const longest = 260;

/** @param {string} tag @param {string} name @param {...(Node | string)} children */
const make = (tag, name, ...children) => {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.append(...children);
  return made;
};
/** @param {HTMLElement} made @param {string} language */
const inLanguage = (made, language) => {
  /** @type {HTMLElement | null} */
  const sample = document.querySelector(`#vv-search input[value="${CSS.escape(language)}"]`);
  made.lang = language;
  made.dir = sample?.dataset.dir ?? "auto";
  return made;
};
/** @param {string} location @param {string[]} words */
const addressOf = (location, words) => {
  const url = new URL(location, new URL("..", vvSearch.home));
  // The site may be read without a server, where a folder does not open its page.
  if (words.length) url.searchParams.set("h", words.join(" "));
  return url.href;
};

/** @param {string} location @param {string[]} words */
const makeLink = (location, words) =>
  Object.assign(document.createElement("a"), { href: addressOf(location, words) });
/**
 * What the dialog has to say in the interface's words.
 * @param {string} name
 */
const says = (name) => document.getElementById("vv-search")?.dataset[name] ?? "";

/**
 * What only a space parts is one mark.
 * @param {string} text
 * @param {Spot[]} spots
 */
const join = (text, spots) => {
  /** @type {Spot[]} */
  const all = [];
  for (const [start, end] of spots) {
    const last = all[all.length - 1];
    if (last && !text.slice(last[1], start).trim()) last[1] = end;
    else all.push([start, end]);
  }
  return all;
};

/**
 * The part of a text around its hits, or around `[start, end]`, from a word to a word.
 * @param {string} text
 * @param {Spot[]} spots
 * @param {Spot | undefined} around
 * @returns {Spot}
 */
const cut = (text, spots, around) => {
  if (text.length <= longest) return [0, text.length];
  let from = around ? around[0] : 0;
  if (spots.length) {
    /** @param {number} start */
    const holds = (start) =>
      spots.filter(([at, end]) => at >= start && end <= start + longest - 60).length;
    let [best, most] = [0, 0];
    for (const [start] of spots) if (holds(start) > most) [best, most] = [start, holds(start)];
    from = best < 60 ? 0 : best - 50;
  }
  from = Math.min(from, text.length - longest);
  const start = from > 0 && !around ? text.indexOf(" ", from) + 1 : from;
  const end = start + longest >= text.length ? text.length : text.lastIndexOf(" ", start + longest);
  return [start, end > start ? end : text.length];
};

/** @param {Side} side @param {Spot[]} spots @param {Spot | undefined} around */
const excerpt = ({ text, language }, spots, around) => {
  const [start, end] = cut(text, spots, around);
  const made = inLanguage(make("p", "vv-found-side"), language);
  if (start > 0) made.append("… ");
  let at = start;
  for (const [from, to] of spots) {
    if (from < at || to > end) continue;
    made.append(text.slice(at, from), make("mark", "", text.slice(from, to)));
    at = to;
  }
  made.append(text.slice(at, end).trimEnd());
  if (end < text.length) made.append(" …");
  return made;
};

/**
 * Where the sentences of a side begin and end, each with its group.
 * @param {Side} side
 */
const sentencesOf = ({ text, marks }) => {
  const found = [];
  let [at, seen, start] = [0, 0, 0];
  for (const { end, group } of visavis.readSentences(marks)) {
    while (at < text.length && seen < end) {
      if (!/\s/.test(text[at])) seen += 1;
      at += 1;
    }
    found.push({ start, end: at, group });
    while (at < text.length && /\s/.test(text[at])) at += 1;
    start = at;
  }
  return found;
};
/**
 * On a side that has no hit: what answers the sentence of the other side's first.
 * @param {Side} side
 * @param {Side} other
 * @param {Spot | undefined} spot
 * @returns {Spot | undefined}
 */
const answer = (side, other, spot) => {
  if (!spot) return undefined;
  const asked = sentencesOf(other).find(({ end }) => spot[0] < end)?.group;
  const found = asked && sentencesOf(side).find(({ group }) => group === asked);
  return found ? [found.start, found.end] : undefined;
};

/** @param {import("./search-rank.js").Found} found @param {Answer["collection"]} collection */
const showEntry = ({ doc, hits }, collection) => {
  const spots = doc.sides.map((side, n) => {
    const words = hits[n].length ? find(side.text) : [];
    return join(
      side.text,
      hits[n].map(([at, length]) => [words[at].start, words[at + length - 1].end])
    );
  });
  const lit = doc.sides.flatMap((side, n) =>
    hits[n].map((hit) => collection.wordsAt(side, hit).join("-"))
  );
  const link = makeLink(doc.location, doc.kind === "page" ? [] : [...new Set(lit)].slice(0, 12));
  const name = make("span", "vv-found-name", doc.title);
  if (doc.place && doc.place !== doc.title)
    link.append(make("span", "vv-found-place", doc.place), " ");
  link.append(name);
  const head = make("p", "vv-found-head", link);
  const kind = doc.kind === "page" && doc.sides[0].text === doc.title ? "chapter" : doc.kind;
  const called = says(kind);
  if (called) head.append(" ", make("span", "vv-found-kind", called));
  const sides = make("div", "vv-found-sides");
  if (doc.sides.some((side) => side.text !== doc.title))
    doc.sides.forEach((side, n) => {
      const other = doc.sides.length === 2 && !spots[n].length ? 1 - n : undefined;
      const around =
        other === undefined ? undefined : answer(side, doc.sides[other], spots[other][0]);
      sides.append(excerpt(side, spots[n], around));
    });
  return make("li", `vv-found-${doc.kind}`, head, sides);
};

/**
 * A term of the query: what it is called in the other language is looked for as well.
 * @param {import("./search-rank.js").Also} also
 */
const showTerm = ({ term, language, others }) => {
  const link = inLanguage(makeLink(term.location, []), language);
  link.className = "vv-found-name";
  link.append(term.forms[language][0]);
  const head = make("p", "vv-found-head", link, " ", make("span", "vv-found-kind", says("term")));
  const line = make("p", "vv-found-also", says("also"), " ");
  const called = others.flatMap(([tag, forms]) =>
    forms.map((one) => inLanguage(make("i", "", one), tag))
  );
  line.append(...called.flatMap((one, n) => (n ? [", ", one] : [one])));
  return make("li", "vv-found-term", head, line);
};

/** @param {number} number @param {boolean} unfinished @param {string | undefined} meant */
const tell = (number, unfinished, meant) => {
  const some = unfinished ? "over" : number === 1 ? "one" : "many";
  const count = number.toLocaleString(document.documentElement.lang);
  const told = says(number ? some : "none").replace("{n}", count);
  return meant ? `${says("meant").replace("{words}", () => meant)} ${told}` : told;
};

/**
 * Words as the texts that have them write them, in small letters where some text does.
 * @param {string} words
 * @param {Answer["found"]} found
 */
const asWritten = (words, found) => {
  /** @type {Map<string, string>} */
  const forms = new Map();
  for (const { doc, hits } of found)
    doc.sides.forEach(({ text }, n) => {
      const all = hits[n].length ? find(text) : [];
      for (const { word, start, end } of hits[n].flatMap(([at, much]) =>
        all.slice(at, at + much)
      )) {
        const written = text.slice(start, end);
        if (!forms.has(word) || written === written.toLowerCase()) forms.set(word, written);
      }
    });
  return words.replace(/\S+/g, (word) => forms.get(word) ?? word);
};

/**
 * The answer to a query, or where there is none to what may have been meant by it.
 * @param {Engine} engine
 * @param {string} query
 * @param {string} language
 * @param {number} wanted
 * @returns {Promise<Answer & { meant?: string }>}
 */
const ask = async (engine, query, language, wanted) => {
  const units = parse(query);
  /** @type {Answer & { meant?: string }} */
  let best = await engine.search(units, language, wanted);
  if (best.found.length || best.also.length) return best;
  for (const other of await engine.meant(units)) {
    const answer = await engine.search(other, language, wanted);
    if (answer.found.length > best.found.length)
      best = { ...answer, meant: asWritten(wordsIn(other), answer.found) };
  }
  return best;
};

/** @param {HTMLDialogElement} dialog @param {Engine} engine @returns {() => void} what looks once more */
const connect = (dialog, engine) => {
  const form = /** @type {HTMLFormElement} */ (dialog.querySelector("form"));
  const field = /** @type {HTMLInputElement} */ (form.querySelector("input"));
  const count = /** @type {HTMLElement} */ (dialog.querySelector("[role=status]"));
  const list = /** @type {HTMLOListElement} */ (dialog.querySelector("ol"));
  const more = /** @type {HTMLButtonElement} */ (dialog.querySelector(".vv-search-more"));
  const links = () => [...list.querySelectorAll("a")];
  const language = () =>
    /** @type {RadioNodeList} */ (form.elements.namedItem("vv-search-language")).value;

  let asked = 0;
  let wanted = engine.step;
  const run = async () => {
    asked += 1;
    const own = asked;
    const empty = !parse(field.value).length;
    dialog.toggleAttribute("data-empty", empty);
    if (empty) {
      list.replaceChildren();
      more.hidden = true;
      count.textContent = "";
      return;
    }
    let answered;
    try {
      answered = await ask(engine, field.value, language(), wanted);
    } catch (error) {
      count.textContent = says("failed");
      throw error;
    }
    if (own !== asked) return; // Something else has been typed since.
    const { also, collection, meant, more: unfinished } = answered;
    const named = new Set(also.map(({ term }) => term.location));
    const found = answered.found.filter(({ doc }) => !named.has(doc.location));
    list.replaceChildren(
      ...also.map(showTerm),
      ...found.slice(0, wanted).map((entry) => showEntry(entry, collection))
    );
    list.dataset.query = field.value;
    more.hidden = found.length <= wanted && !unfinished;
    count.textContent = tell(also.length + found.length, unfinished, meant);
  };

  /** @type {number} */
  let timer;
  const later = () => {
    clearTimeout(timer);
    wanted = engine.step;
    timer = setTimeout(run, engine.wait);
  };
  field.addEventListener("input", later);
  form.addEventListener("change", (event) => event.target !== field && later());
  form.addEventListener("submit", () => {
    if (list.dataset.query === field.value) links()[0]?.click();
  });
  more.addEventListener("click", async () => {
    const before = links().length;
    wanted += engine.step;
    await run();
    links()[before]?.focus();
  });

  dialog.addEventListener("keydown", (event) => {
    const stepped = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const { target } = event;
    if (!stepped || (target instanceof Element && target.matches("[type=radio]"))) return;
    /** @type {HTMLElement[]} */
    const places = [field, ...links()];
    const at = places.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const next = at + stepped;
    event.preventDefault();
    (places[next] ?? places[stepped < 0 ? 0 : places.length - 1]).focus();
  });
  // What is typed on a result goes on in the field.
  dialog.addEventListener("keypress", ({ key, target }) => {
    if (target instanceof Element && target.matches(".vv-found a") && key.length === 1)
      if (key !== " ") field.focus();
  });
  // A click beside the dialog closes it; a result on this very page needs it closed.
  dialog.addEventListener("click", ({ target }) => {
    const link = target instanceof Element && target.closest(".vv-found a");
    if (target === dialog || link) dialog.close();
    // The page that is opened goes on from this query.
    const h = link instanceof HTMLAnchorElement && new URL(link.href).searchParams.get("h");
    if (h) visavis.session.write("query", JSON.stringify({ h, query: list.dataset.query }));
  });
  return () => {
    if (list.dataset.query !== field.value) run();
  };
};

/** @type {(() => void) | undefined} */
let look;
/** @param {HTMLDialogElement} dialog @param {Engine} engine */
export const start = (dialog, engine) => {
  look ??= connect(dialog, engine);
  engine.renew?.();
  look();
};
