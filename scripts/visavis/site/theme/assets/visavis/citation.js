// A passage cited as text, Markdown, BibTeX and CSL-JSON. Pure: it knows nothing of the page. A passage is
// { chapter, ids, places, url or nothing, language, words, texts: [{ item, name, licence, reconstruction,
// plain, markdown }] }, where `ids` and `places` (what readers call the ids) are of its first and last row.
(() => {
  "use strict";

  const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const call = ({ literal, given, family }) => literal ?? `${given} ${family}`;
  const callAll = (names = []) => names.map(call).join(", ");
  const some = (parts, between) => parts.filter(Boolean).join(between);
  const same = (text) => text;

  // The sentences about one passage.
  const tell = ({ words, places, language }) => ({
    place: () => {
      const [from, to] = places;
      return fill(from === to ? words.one : words.range, { from, to });
    },
    author: ({ item, reconstruction }) => {
      const names = callAll(item.author ?? item["original-author"]);
      return names && reconstruction ? fill(words.after, { names }) : names;
    },
    translators: ({ item: { translator } }) =>
      translator && fill(words.translators, { names: callAll(translator) }),
    contributors: ({ item: { contributor } }) =>
      contributor && fill(words.contributors, { names: callAll(contributor) }),
    publisher: ({ item: { publisher } }) => publisher && fill(words.publisher, { name: publisher }),
    reconstruction: ({ reconstruction }) => reconstruction && words.reconstruction,
    licence: ({ licence }) => licence && fill(words.licence, { licence: licence.replace(/\.$/, "") }),
    edition: ({ item: { version } }) => version && fill(words.edition, { version }),
    date: ({ item: { issued } }) => {
      const parts = issued?.["date-parts"][0];
      if (!parts) return "";
      const [year, month = 1, day = 1] = parts;
      const wanted = [{ year: "numeric" }, { month: "long" }, { day: "numeric" }];
      const how = Object.assign({ timeZone: "UTC" }, ...wanted.slice(0, parts.length));
      // Of the two ways to write a date in English, the one that cannot be misread.
      return new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, how).format(Date.UTC(year, month - 1, day));
    },
  });

  const capital = (text) => text.charAt(0).toLocaleUpperCase() + text.slice(1);

  // Whose a text is, in one sentence.
  const credit = (passage, text, mark) => {
    const say = tell(passage);
    const title = fill(passage.words.titled, { title: mark(text.item.title) });
    const side = fill(passage.words.side, { language: text.name });
    const parts = ["translators", "contributors", "publisher", "reconstruction", "licence"];
    const rest = parts.map((part) => mark(say[part](text) || ""));
    const head = some([mark(say.author(text)), title, mark(say.place()), mark(side)], ", ");
    return `${capital(some([head, ...rest], passage.words.join))}.`;
  };

  const foot = (passage, mark, emphasis) => {
    const say = tell(passage);
    const [text] = passage.texts;
    const container = emphasis(mark(text.item["container-title"]));
    return `${some([container, mark(say.edition(text) || ""), mark(say.date(text))], ", ")}.`;
  };

  const plain = (passage) => {
    const texts = passage.texts.map((text) => `${text.plain}\n— ${credit(passage, text, same)}\n`);
    return [...texts, `${some([foot(passage, same, same), passage.url], " ")}\n`].join("\n");
  };

  // Everything that Markdown could take for markup; what begins a list only at the head of a line.
  const escapeMarkdown = (text) =>
    text
      .replace(/[\\\x60*_[\]<>#~|&]/g, "\\$&")
      .replace(/^(\s*)([-+=])/gm, "$1\\$2")
      .replace(/^(\s*\d+)([.)])/gm, "$1\\$2");
  const markdown = (passage) => {
    const texts = passage.texts.map((text) => {
      const quoted = text.markdown.replace(/^/gm, "> ").replace(/ +$/gm, "");
      return `${quoted}\n\n— ${credit(passage, text, escapeMarkdown)}\n`;
    });
    const end = foot(passage, escapeMarkdown, (title) => `*${title}*`);
    return [...texts, `${some([end, passage.url && `<${passage.url}>`], " ")}\n`].join("\n");
  };

  // Braces are counted even behind a backslash, so they get names.
  const NAMED = {
    "\\": "\\textbackslash{}",
    "{": "\\textbraceleft{}",
    "}": "\\textbraceright{}",
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
    "\u00a0": "~",
    "\u202f": "\\,",
  };
  const escapeTex = (text) =>
    text.replace(/[\\{}~^$&%#_\u00a0\u202f]/g, (sign) => NAMED[sign] ?? `\\${sign}`);
  const texName = ({ literal, family, given }) => {
    if (literal) return `{${escapeTex(literal)}}`;
    const parts = [family, given].map((part) =>
      /,| and /i.test(part) ? `{${escapeTex(part)}}` : escapeTex(part)
    );
    return parts.join(", ");
  };
  const texNames = (names) => names?.map(texName).join(" and ");
  const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

  const keyOf = ({ chapter, ids, texts }, { item }) => {
    const [first] = texts[0].item.author ?? texts[0].item["original-author"] ?? [];
    const parts = [first?.family ?? first?.literal ?? "", chapter, ...new Set(ids), item.language];
    const plainest = parts.join("-").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    return plainest.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  };

  const bibtex = (passage) => {
    const say = tell(passage);
    const entries = passage.texts.map((text) => {
      const { item } = text;
      const [year, month] = item.issued?.["date-parts"][0] ?? [];
      // What has no field of its own.
      const author = text.reconstruction && say.author(text);
      const parts = ["contributors", "reconstruction", "edition", "licence"];
      const notes = [author, ...parts.map((part) => say[part](text))];
      const remarks = capital(some(notes, passage.words.join));
      const fields = {
        author: texNames(item.author),
        title: `{${escapeTex(item.title)}}`,
        booktitle: `{${escapeTex(item["container-title"])}}`,
        chapter: escapeTex(say.place()),
        translator: texNames(item.translator),
        publisher: item.publisher && escapeTex(item.publisher),
        origtitle: item["original-title"] && `{${escapeTex(item["original-title"])}}`,
        year: year && String(year),
        version: item.version && escapeTex(item.version),
        language: escapeTex(item.language),
        url: passage.url.replace(/[{}\\]/g, encodeURIComponent),
        note: escapeTex(remarks),
        abstract: escapeTex(text.plain).replace(/\n+/g, " \\par "),
      };
      const lines = Object.entries(fields).map(([name, value]) => value && `  ${name} = {${value}},\n`);
      if (month) lines.push(`  month = ${MONTHS[month - 1]},\n`);
      return `@incollection{${keyOf(passage, text)},\n${some(lines, "")}}\n`;
    });
    return entries.join("\n");
  };

  const csl = (passage) => {
    const say = tell(passage);
    const items = passage.texts.map((text) => ({
      id: keyOf(passage, text),
      ...text.item,
      section: [...new Set(passage.places)].join("–"),
      URL: passage.url || undefined,
      abstract: text.plain,
      note: capital(some([say.reconstruction(text), say.licence(text)], passage.words.join)),
    }));
    for (const item of items) if (!item.note) delete item.note;
    return `${JSON.stringify(items, null, 2)}\n`;
  };

  window.visavis = { ...window.visavis, citation: { txt: plain, md: markdown, bib: bibtex, json: csl } };
  visavis.citation.escapeMarkdown = escapeMarkdown;
  visavis.citation.keyOf = keyOf;
})();
