// The search dialog: what is typed, what was found. One form of result for both engines. The arrow
// keys go from the field to the results and back, Enter opens one, Escape closes.
vvSearch.box = (() => {
  "use strict";

  const { dialog, engine } = vvSearch;
  const { find, parse } = vvSearch.words;
  const { wordsIn } = vvSearch.rank;
  const says = dialog.dataset;
  const form = dialog.querySelector("form");
  const field = form.querySelector("input");
  const count = dialog.querySelector("[role=status]");
  const list = dialog.querySelector("ol");
  const more = dialog.querySelector(".vv-search-more");
  const { step } = engine;
  const longest = 260;

  const make = (tag, name, ...children) => {
    const made = document.createElement(tag);
    if (name) made.className = name;
    made.append(...children);
    return made;
  };
  const inLanguage = (made, language) => {
    const sample = form.querySelector(`input[value="${CSS.escape(language)}"]`);
    made.lang = language;
    made.dir = sample?.dataset.dir ?? "auto";
    return made;
  };
  const addressOf = (location, words) => {
    const url = new URL(location, new URL("..", vvSearch.home));
    // The site may be read without a server, where a folder does not open its page.
    if (words.length) url.searchParams.set("h", words.join(" "));
    return url.href;
  };

  // What only a space parts is one mark.
  const join = (text, spots) =>
    spots.reduce((all, [start, end]) => {
      const last = all.at(-1);
      if (last && !text.slice(last[1], start).trim()) last[1] = end;
      else all.push([start, end]);
      return all;
    }, []);

  // The part of a text around its hits, or around `[start, end]`, from a word to a word.
  const cut = (text, spots, around) => {
    if (text.length <= longest) return [0, text.length];
    let from = around ? around[0] : 0;
    if (spots.length) {
      const holds = (start) => spots.filter(([at, end]) => at >= start && end <= start + longest - 60).length;
      const [best] = spots.reduce((top, [start]) => (holds(start) > top[1] ? [start, holds(start)] : top), [0, 0]);
      from = best < 60 ? 0 : best - 50;
    }
    from = Math.min(from, text.length - longest);
    const start = from > 0 && !around ? text.indexOf(" ", from) + 1 : from;
    const end = start + longest >= text.length ? text.length : text.lastIndexOf(" ", start + longest);
    return [start, end > start ? end : text.length];
  };

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

  // Where the sentences of a side begin and end, each with its group (see `sentences.py`).
  const sentencesOf = ({ text, marks }) => {
    const ends = (marks || "").split(" ").filter(Boolean).map((mark) => mark.split(":"));
    const found = [];
    let [at, seen, start] = [0, 0, 0];
    for (const [end, group] of ends) {
      while (at < text.length && seen < Number(end)) {
        if (!/\s/.test(text[at])) seen += 1;
        at += 1;
      }
      found.push({ start, end: at, group });
      while (at < text.length && /\s/.test(text[at])) at += 1;
      start = at;
    }
    return found;
  };
  // On a side that has no hit: what answers the sentence of the other side's first.
  const answer = (side, other, spot) => {
    if (!spot) return undefined;
    const asked = sentencesOf(other).find(({ end }) => spot[0] < end)?.group;
    const found = asked && sentencesOf(side).find(({ group }) => group === asked);
    return found && [found.start, found.end];
  };

  const showEntry = ({ doc, hits }, collection) => {
    const spots = doc.sides.map((side, n) => {
      const words = hits[n].length ? find(side.text) : [];
      return join(side.text, hits[n].map(([at, length]) => [words[at].start, words[at + length - 1].end]));
    });
    const lit = doc.sides.flatMap((side, n) => hits[n].map((hit) => collection.wordsAt(side, hit).join("-")));
    const link = make("a", "");
    link.href = addressOf(doc.location, doc.kind === "page" ? [] : [...new Set(lit)].slice(0, 12));
    const name = make("span", "vv-found-name", doc.title);
    if (doc.place && doc.place !== doc.title) link.append(make("span", "vv-found-place", doc.place), " ");
    link.append(name);
    const head = make("p", "vv-found-head", link);
    const kind = doc.kind === "page" && doc.sides[0].text === doc.title ? "chapter" : doc.kind;
    if (says[kind]) head.append(" ", make("span", "vv-found-kind", says[kind]));
    const sides = make("div", "vv-found-sides");
    if (doc.sides.some((side) => side.text !== doc.title))
      doc.sides.forEach((side, n) => {
        const other = doc.sides.length === 2 && !spots[n].length ? 1 - n : undefined;
        const around = other === undefined ? undefined : answer(side, doc.sides[other], spots[other][0]);
        sides.append(excerpt(side, spots[n], around));
      });
    return make("li", `vv-found-${doc.kind}`, head, sides);
  };

  // A term of the query: what it is called in the other language is looked for as well.
  const showTerm = ({ term, language, others }) => {
    const link = inLanguage(make("a", "vv-found-name", term.forms[language][0]), language);
    link.href = addressOf(term.location, []);
    const head = make("p", "vv-found-head", link, " ", make("span", "vv-found-kind", says.term));
    const line = make("p", "vv-found-also", says.also, " ");
    others
      .flatMap(([tag, forms]) => forms.map((one) => inLanguage(make("i", "", one), tag)))
      .forEach((one, n) => line.append(n ? ", " : "", one));
    return make("li", "vv-found-term", head, line);
  };

  const tell = (number, unfinished, meant) => {
    const sentence = number === 0 ? says.none : number === 1 && !unfinished ? says.one : unfinished ? says.over : says.many;
    const told = sentence.replace("{n}", number.toLocaleString(document.documentElement.lang));
    count.textContent = meant ? `${says.meant.replace("{words}", () => meant)} ${told}` : told;
  };

  // The answer to a query, or where there is none to what may have been meant by it.
  const ask = async (units, language) => {
    let best = await engine.search(units, language, wanted);
    if (best.found.length || best.also.length) return best;
    for (const other of engine.meant(units)) {
      const answer = await engine.search(other, language, wanted);
      if (answer.found.length > best.found.length) best = { ...answer, meant: wordsIn(other) };
    }
    return best;
  };

  let asked = 0;
  let wanted = step;
  const run = async () => {
    const own = (asked += 1);
    const units = parse(field.value);
    dialog.toggleAttribute("data-empty", !units.length);
    if (!units.length) {
      list.replaceChildren();
      more.hidden = true;
      count.textContent = "";
      return;
    }
    const language = form.elements["vv-search-language"].value;
    let answered;
    try {
      answered = await ask(units, language);
    } catch (error) {
      count.textContent = says.failed;
      throw error;
    }
    if (own !== asked) return; // something else has been typed since
    const { also, collection, meant, more: unfinished } = answered;
    const named = new Set(also.map(({ term }) => term.location));
    const found = answered.found.filter(({ doc }) => !named.has(doc.location));
    list.replaceChildren(
      ...also.map(showTerm),
      ...found.slice(0, wanted).map((entry) => showEntry(entry, collection))
    );
    list.dataset.query = field.value;
    more.hidden = found.length <= wanted && !unfinished;
    tell(found.length, unfinished, meant);
  };

  let timer;
  const later = () => {
    clearTimeout(timer);
    wanted = step;
    timer = setTimeout(run, engine.wait);
  };
  field.addEventListener("input", later);
  form.addEventListener("change", (event) => event.target !== field && later());
  form.addEventListener("submit", () => {
    if (list.dataset.query === field.value) list.querySelector("a")?.click();
  });
  more.addEventListener("click", async () => {
    const before = list.children.length;
    wanted += step;
    await run();
    list.children[before]?.querySelector("a").focus();
  });

  dialog.addEventListener("keydown", (event) => {
    const stepped = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!stepped || event.target.matches("[type=radio]")) return;
    const places = [field, ...list.querySelectorAll("a")];
    const next = places.indexOf(document.activeElement) + stepped;
    event.preventDefault();
    (places[next] ?? places.at(stepped < 0 ? 0 : -1)).focus();
  });
  // What is typed on a result goes on in the field.
  dialog.addEventListener("keypress", (event) => {
    if (event.target.matches(".vv-found a") && event.key.length === 1 && event.key !== " ") field.focus();
  });
  // A click beside the dialog closes it; a result on this very page needs it closed.
  dialog.addEventListener("click", (event) => {
    const link = event.target.closest(".vv-found a");
    if (event.target === dialog || link) dialog.close();
    const h = link && new URL(link.href).searchParams.get("h");
    try {
      if (h) sessionStorage.setItem(vvSearch.store, JSON.stringify({ h, query: list.dataset.query }));
    } catch {
      // Some readers allow no storage; the page that is opened knows its words.
    }
  });

  return { start: () => list.dataset.query !== field.value && run() };
})();
