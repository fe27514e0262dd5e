// A passage cited as text, Markdown, BibTeX and CSL-JSON. Pure: it knows nothing of the page.

/** @typedef {{ literal?: string, given?: string, family?: string }} Person */
/**
 * A CSL item, as `citation.py` describes a text.
 * @typedef {object} Item
 * @property {string} language
 * @property {string} title
 * @property {string} container-title
 * @property {string} [original-title]
 * @property {Person[]} [author]
 * @property {Person[]} [original-author]
 * @property {Person[]} [translator]
 * @property {Person[]} [contributor]
 * @property {string} [publisher]
 * @property {string} [version]
 * @property {{ "date-parts": number[][] }} [issued]
 */
/**
 * One text of a passage: what it is, and its words.
 * @typedef {object} Quoted
 * @property {Item} item
 * @property {string} name of its language
 * @property {string} licence
 * @property {boolean} reconstruction
 * @property {string} plain
 * @property {string} markdown
 */
/**
 * @typedef {object} Passage
 * @property {string} chapter
 * @property {string[]} ids of its first and last row
 * @property {string[]} places what readers call them
 * @property {string} url or nothing
 * @property {string} language
 * @property {Record<string, string>} words
 * @property {Quoted[]} texts
 */

const visavisCitation = (() => {
  "use strict";

  /** @param {string} sentence @param {Record<string, string>} values */
  const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  /** @param {Person} person */
  const call = ({ literal, given, family }) => literal ?? `${given} ${family}`;
  /** @param {Person[]} names */
  const callAll = (names) => names.map(call).join(", ");
  /** @param {(string | false | undefined)[]} parts @param {string} between */
  const some = (parts, between) => parts.filter(Boolean).join(between);
  /** @param {string} text */
  const same = (text) => text;

  /** @param {string} language @param {Item} item */
  const dateOf = (language, { issued }) => {
    const parts = issued?.["date-parts"][0];
    if (!parts) return "";
    const [year, month = 1, day = 1] = parts;
    /** @type {Intl.DateTimeFormatOptions[]} */
    const wanted = [{ year: "numeric" }, { month: "long" }, { day: "numeric" }];
    const how = Object.assign({ timeZone: "UTC" }, ...wanted.slice(0, parts.length));
    // Of the two ways to write a date in English, the one that cannot be misread.
    const tag = language === "en" ? "en-GB" : language;
    return new Intl.DateTimeFormat(tag, how).format(Date.UTC(year, month - 1, day));
  };

  /**
   * The sentences about one passage.
   * @param {Passage} passage
   */
  const tell = ({ words, places, language }) => ({
    place: () => {
      const [from, to] = places;
      return fill(from === to ? words.one : words.range, { from, to });
    },
    /** @param {Quoted} text */
    author: ({ item, reconstruction }) => {
      const names = callAll(item.author ?? item["original-author"] ?? []);
      return names && reconstruction ? fill(words.after, { names }) : names;
    },
    /** @param {Quoted} text */
    translators: ({ item: { translator } }) =>
      translator ? fill(words.translators, { names: callAll(translator) }) : "",
    /** @param {Quoted} text */
    contributors: ({ item: { contributor } }) =>
      contributor ? fill(words.contributors, { names: callAll(contributor) }) : "",
    /** @param {Quoted} text */
    publisher: ({ item: { publisher } }) =>
      publisher ? fill(words.publisher, { name: publisher }) : "",
    /** @param {Quoted} text */
    reconstruction: ({ reconstruction }) => (reconstruction ? words.reconstruction : ""),
    /** @param {Quoted} text */
    licence: ({ licence }) =>
      licence ? fill(words.licence, { licence: licence.replace(/\.$/, "") }) : "",
    /** @param {Quoted} text */
    edition: ({ item: { version } }) => (version ? fill(words.edition, { version }) : ""),
    /** @param {Quoted} text */
    date: ({ item }) => dateOf(language, item),
  });

  /** @param {string} text */
  const capital = (text) => text.charAt(0).toLocaleUpperCase() + text.slice(1);

  /**
   * Whose a text is, in one sentence.
   * @param {Passage} passage
   * @param {Quoted} text
   * @param {(text: string) => string} mark
   */
  const credit = (passage, text, mark) => {
    const say = tell(passage);
    const title = fill(passage.words.titled, { title: mark(text.item.title) });
    const side = fill(passage.words.side, { language: text.name });
    const parts = [
      say.translators,
      say.contributors,
      say.publisher,
      say.reconstruction,
      say.licence,
    ];
    const rest = parts.map((part) => mark(part(text)));
    const head = some([mark(say.author(text)), title, mark(say.place()), mark(side)], ", ");
    return `${capital(some([head, ...rest], passage.words.join))}.`;
  };

  /**
   * @param {Passage} passage
   * @param {(text: string) => string} mark
   * @param {(text: string) => string} emphasis
   */
  const foot = (passage, mark, emphasis) => {
    const say = tell(passage);
    const [text] = passage.texts;
    const container = emphasis(mark(text.item["container-title"]));
    return `${some([container, mark(say.edition(text)), mark(say.date(text))], ", ")}.`;
  };

  /** @param {Passage} passage */
  const plain = (passage) => {
    const texts = passage.texts.map((text) => `${text.plain}\n— ${credit(passage, text, same)}\n`);
    return [...texts, `${some([foot(passage, same, same), passage.url], " ")}\n`].join("\n");
  };

  /**
   * Everything that Markdown could take for markup; what begins a list only at the head of a line.
   * @param {string} text
   */
  const escapeMarkdown = (text) =>
    text
      .replace(/[\\\x60*_[\]<>#~|&]/g, "\\$&")
      .replace(/^(\s*)([-+=])/gm, "$1\\$2")
      .replace(/^(\s*\d+)([.)])/gm, "$1\\$2");
  /** @param {Passage} passage */
  const markdown = (passage) => {
    const texts = passage.texts.map((text) => {
      const quoted = text.markdown.replace(/^/gm, "> ").replace(/ +$/gm, "");
      return `${quoted}\n\n— ${credit(passage, text, escapeMarkdown)}\n`;
    });
    const end = foot(passage, escapeMarkdown, (title) => `*${title}*`);
    return [...texts, `${some([end, passage.url && `<${passage.url}>`], " ")}\n`].join("\n");
  };

  // Braces are counted even behind a backslash, so they get names.
  /** @type {Record<string, string>} */
  const NAMED = {
    "\\": "\\textbackslash{}",
    "{": "\\textbraceleft{}",
    "}": "\\textbraceright{}",
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
    "\u00a0": "~",
    "\u202f": "\\,",
  };
  /** @param {string} text */
  const escapeTex = (text) =>
    text.replace(/[\\{}~^$&%#_\u00a0\u202f]/g, (sign) => NAMED[sign] ?? `\\${sign}`);
  /** @param {Person} person */
  const texName = ({ literal, family = "", given = "" }) => {
    if (literal) return `{${escapeTex(literal)}}`;
    const parts = [family, given].map((part) =>
      /,| and /i.test(part) ? `{${escapeTex(part)}}` : escapeTex(part)
    );
    return parts.join(", ");
  };
  /** @param {Person[] | undefined} names */
  const texNames = (names) => names?.map(texName).join(" and ");
  const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

  /** @param {Passage} passage @param {Quoted} text */
  const keyOf = ({ chapter, ids, texts }, { item }) => {
    const [first] = texts[0].item.author ?? texts[0].item["original-author"] ?? [];
    const parts = [first?.family ?? first?.literal ?? "", chapter, ...new Set(ids), item.language];
    const plainest = parts.join("-").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    return plainest.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  };

  /** @param {Passage} passage */
  const bibtex = (passage) => {
    const say = tell(passage);
    const entries = passage.texts.map((text) => {
      const { item } = text;
      const [year, month] = item.issued?.["date-parts"][0] ?? [];
      // What has no field of its own.
      const author = text.reconstruction && say.author(text);
      const parts = [say.contributors, say.reconstruction, say.edition, say.licence];
      const notes = [author, ...parts.map((part) => part(text))];
      const remarks = capital(some(notes, passage.words.join));
      const fields = {
        author: texNames(item.author),
        title: `{${escapeTex(item.title)}}`,
        booktitle: `{${escapeTex(item["container-title"])}}`,
        chapter: escapeTex(say.place()),
        translator: texNames(item.translator),
        publisher: item.publisher && escapeTex(item.publisher),
        origtitle: item["original-title"] && `{${escapeTex(item["original-title"])}}`,
        year: year ? String(year) : "",
        version: item.version && escapeTex(item.version),
        language: escapeTex(item.language),
        url: passage.url.replace(/[{}\\]/g, encodeURIComponent),
        note: escapeTex(remarks),
        abstract: escapeTex(text.plain).replace(/\n+/g, " \\par "),
      };
      const lines = Object.entries(fields).map(([name, value]) =>
        value ? `  ${name} = {${value}},\n` : ""
      );
      if (month) lines.push(`  month = ${MONTHS[month - 1]},\n`);
      return `@incollection{${keyOf(passage, text)},\n${some(lines, "")}}\n`;
    });
    return entries.join("\n");
  };

  /** @param {Passage} passage */
  const csl = (passage) => {
    const say = tell(passage);
    const items = passage.texts.map((text) => ({
      id: keyOf(passage, text),
      ...text.item,
      section: [...new Set(passage.places)].join("–"),
      URL: passage.url || undefined,
      abstract: text.plain,
      note:
        capital(some([say.reconstruction(text), say.licence(text)], passage.words.join)) ||
        undefined,
    }));
    return `${JSON.stringify(items, null, 2)}\n`;
  };

  /** @type {Record<string, (passage: Passage) => string>} by what a file with it is called */
  const forms = { txt: plain, md: markdown, bib: bibtex, json: csl };
  return { forms, escapeMarkdown, keyOf };
})();
