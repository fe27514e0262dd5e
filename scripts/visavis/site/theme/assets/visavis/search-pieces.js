// The engine of a large edition: Pagefind's index of words, of which a few pieces are loaded (see
// `search/pagefind.py`). It gives records that may answer; which entries do, is judged as ever.
vvSearch.engine = (() => {
  "use strict";

  const { Collection, compile, correct, formsIn, read } = vvSearch.rank;
  const [batch, most, ways] = [20, 40, 8];
  const shards = new Map();
  const entries = new Map();
  const collection = new Collection();
  const ready = new Map();

  const fetchJson = async (name) => {
    const answer = await fetch(new URL(name, vvSearch.pieces));
    if (!answer.ok) throw new Error(name);
    return answer.json();
  };

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

  // The families with forms that begin like a word.
  const beginning = (word) => [...word].slice(0, 2).join("");
  const fetchForms = (tag, word, starts) => {
    const first = beginning(word);
    const key = `${tag}-${first}`;
    if (!starts.get(tag).has(first)) shards.set(key, new Map());
    return vvSearch.once(shards, key, async () => {
      const codes = [...first].map((sign) => sign.codePointAt(0).toString(16)).join("-");
      const lists = await fetchJson(`forms/${tag}-${codes}.json`);
      const forms = new Map();
      for (const family of lists.map((list) => list.split(" ")))
        for (const form of family) forms.set(form, family);
      shards.set(key, forms);
    });
  };
  const formsOf = (tag, word) => {
    const shard = shards.get(`${tag}-${beginning(word)}`);
    return shard instanceof Map ? formsIn(shard, word) : [];
  };

  // What Pagefind is asked: for each clause one alternative in one language, in every combination.
  const ask = (clauses, language, { tags, letters, frequent }) => {
    let questions = [""];
    for (const alternatives of clauses) {
      const wordings = new Set();
      for (const { units, language: own } of alternatives)
        for (const tag of tags)
          if ((!own || own === tag) && (!language || language === tag))
            wordings.add(units.map((unit) => wording(unit, tag, letters[tag], frequent.get(tag))).join(" "));
      questions = questions.flatMap((question) => [...wordings].map((one) => `${question} ${one}`.trim()));
      questions = questions.slice(0, ways);
    }
    return questions.filter(Boolean);
  };
  const wording = ({ words }, tag, letter, frequent) => {
    const families = words.map((word) => formsOf(tag, word)[0] ?? word);
    const asked = families.filter((family) => !frequent.has(family)).map((family) => letter + family);
    return asked.length > 1 ? `"${asked.join(" ")}"` : asked.join("");
  };

  // An entry is written as the first interface has it; the others exchange its sides.
  const here = document.documentElement.lang;
  const isHere = ({ vv }) => !vv.only || vv.only === here;
  const adapt = (doc) => {
    const own = doc.vv.others?.[here];
    if (!own) return read(doc);
    const entry = read({ ...doc, ...own, vv: { ...doc.vv, ...own } });
    return { ...entry, sides: entry.sides.reverse() };
  };

  const fetchEntries = (record) =>
    vvSearch.once(entries, record.id, async () => {
      const { meta } = await record.data();
      return meta.docs.filter(isHere).map((doc) => collection.add(adapt(doc)));
    });

  const search = (...asked) =>
    find(...asked).catch((error) => {
      ready.clear();
      vvSearch.drop();
      throw error;
    });
  const find = async (units, language, wanted) => {
    const told = await vvSearch.once(ready, "told", start);
    const words = units.flatMap((unit) => unit.words);
    await Promise.all(told.tags.flatMap((tag) => words.map((word) => fetchForms(tag, word, told.starts))));
    const compiled = compile(units, told.terms, formsOf);
    const counterparts = compiled.clauses.flat().filter((alternative) => alternative.language);
    await Promise.all(
      counterparts.flatMap(({ language: tag, units: [unit] }) =>
        unit.words.map((word) => fetchForms(tag, word, told.starts))
      )
    );
    const questions = ask(compiled.clauses, language, told);
    const answers = await Promise.all(questions.map((question) => told.pagefind.search(question)));
    const records = new Map();
    for (const record of answers.flatMap((answer) => answer.results))
      if (!(records.get(record.id)?.score > record.score)) records.set(record.id, record);
    const likely = [...records.values()].sort((one, other) => other.score - one.score);
    let found = [];
    let at = 0;
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
  const meant = (units) => correct(units, [...shards.values()].filter((shard) => shard instanceof Map));

  return { search, meant, wait: 150, step: 10 };
})();
