// The engine of a small edition: the index is read whole (see `search/index.py`).
vvSearch.engine = (() => {
  "use strict";

  const { Collection, compile, correct, formsIn, read } = vvSearch.rank;
  const families = new Map();
  const known = new Map();
  const ready = new Map();
  let collection;
  let terms;

  const fetchIndex = async () => {
    const address = new URL("search_index.json", vvSearch.home);
    if (address.protocol === "file:") {
      await vvSearch.load(new URL("search_index.js", vvSearch.home).href);
      return window.__index;
    }
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(address.href);
    return answer.json();
  };

  const start = async () => {
    const { docs, vv } = await fetchIndex();
    for (const [tag, lists] of Object.entries(vv.families)) {
      const forms = new Map();
      for (const list of lists) {
        const family = list.split(" ");
        for (const form of family) forms.set(form, family);
      }
      families.set(tag, forms);
    }
    terms = vv.terms;
    collection = new Collection();
    for (const doc of docs) if (doc.vv) collection.add(read(doc));
    for (const [tag, words] of collection.words())
      for (const word of words) if (!families.get(tag)?.has(word)) families.get(tag)?.set(word, [word]);
  };

  const formsOf = (tag, word) => {
    const key = `${tag} ${word}`;
    if (!known.has(key)) known.set(key, formsIn(families.get(tag) ?? new Map(), word));
    return known.get(key);
  };

  // { found, also, more }: `more` is whether there are others besides those found.
  const search = async (units, language) => {
    await vvSearch.once(ready, "index", start);
    const { clauses, also } = compile(units, terms, formsOf);
    return { found: collection.search(clauses, formsOf, language), also, more: false, collection };
  };

  const meant = (units) => correct(units, [...families.values()]);

  return { search, meant, wait: 30, step: 20 };
})();
