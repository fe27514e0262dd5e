// The dialog that cites a row, or the range that it lies in: `vv:cite` opens it. The texts are read
// from the page, everything else from the data beside them (`citation.html`).
(() => {
  "use strict";

  /**
   * @typedef {object} Told what the build says of the two texts
   * @property {string} chapter
   * @property {string} language
   * @property {string} licence of what the edition says itself
   * @property {Record<string, string>} words
   * @property {Item[]} items
   * @property {{ name: string, licence: string, reconstruction: boolean }[]} texts
   */
  const told = document.getElementById("vv-citation")?.textContent ?? "";
  /** @type {Told} */
  const { words, chapter, items, texts, language, licence } = JSON.parse(told);
  const { numberOf, rows } = visavis;

  const dialog = visavis.makeDialog("vv-cite");
  const form = /** @type {HTMLFormElement} */ (dialog.querySelector("form"));
  const title = /** @type {Element} */ (dialog.querySelector("h2"));
  const to = /** @type {HTMLSelectElement} */ (form.elements.namedItem("to"));
  const cited = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("citation"));
  const kind = () => /** @type {RadioNodeList} */ (form.elements.namedItem("form")).value;

  // The words of a side as it stands, without the calls of notes and what the edition says itself.
  const left = `${visavis.calls}, .vv-label, .vv-hidden`;
  const blocks = "p, h1, h2, h3, h4, h5, h6, ul, ol, dl, blockquote, pre, table, figure, div";
  const lines = "li, dt, dd, tr, figcaption";
  /** @type {Record<string, string>} */
  const marks = { EM: "*", I: "*", STRONG: "**", B: "**" };
  /** @param {Node} node @param {boolean} rich @returns {string} */
  const read = (node, rich) => {
    if (node instanceof Text) {
      const text = node.data.replace(/[ \t\r\n]+/g, " ");
      return rich ? visavisCitation.escapeMarkdown(text) : text;
    }
    if (!(node instanceof Element) || node.matches(left)) return "";
    if (node.matches("br")) return rich ? "\\\n" : "\n";
    if (node instanceof HTMLImageElement) return node.alt;
    const mark = (rich && marks[node.tagName]) || "";
    const inner = [...node.childNodes].map((child) => read(child, rich)).join("");
    if (node.matches(blocks)) return `\n\n${inner.trim()}\n\n`;
    if (node.matches(lines)) return `\n${inner.trim()}${rich ? "\n" : ""}\n`;
    return node.matches("td, th") ? `${inner} ` : `${mark}${inner}${mark}`;
  };
  /** @param {Element[]} chosen @param {string} tag @param {boolean} rich */
  const textOf = (chosen, tag, rich) =>
    chosen
      .flatMap(visavis.sidesOf)
      .filter((side) => side.lang === tag)
      .map((side) => read(side, rich).trim())
      .join("\n\n")
      .replace(/[ \n]*\n[ \n]*\n[ \n]*/g, "\n\n")
      .replace(/ *\n */g, "\n");

  // What the edition says itself is not the author's, nor anybody's translation.
  /** @param {Element[]} chosen */
  const ofTheEdition = (chosen) =>
    chosen
      .flatMap(visavis.sidesOf)
      .every((side) => [...side.children].every((block) => block.matches(".edition")));
  /** @param {Item} item */
  const disown = (item) => {
    const kept = ["type", "language", "title", "container-title", "version", "issued"];
    const own = Object.entries(item).filter(([name]) => kept.includes(name));
    return { item: /** @type {Item} */ (Object.fromEntries(own)), licence, reconstruction: false };
  };

  const known = document.querySelector("link[rel=canonical]")?.getAttribute("href");
  // A page that was opened from a file has no address for others.
  const here = known ?? (location.protocol === "file:" ? "" : location.href.replace(/[?#].*/, ""));

  let first = 0;
  /** @returns {Passage} */
  const passage = () => {
    const chosen = rows.slice(first, first + to.selectedIndex + 1);
    const ends = [chosen[0], chosen[chosen.length - 1]];
    const ids = ends.map((row) => row.id);
    const own = ofTheEdition(chosen);
    return {
      chapter,
      words,
      language,
      ids,
      places: ends.map(numberOf),
      url: here && `${here}#${[...new Set(ids)].join("..")}`,
      texts: items
        .map((item, index) => ({
          item,
          ...texts[index],
          ...(own && disown(item)),
          plain: textOf(chosen, item.language, false),
          markdown: textOf(chosen, item.language, true),
        }))
        // A picture alone has no words to quote, and is cited all the same.
        .filter(({ plain }, _, all) => plain || all.every((text) => !text.plain)),
    };
  };

  const write = () => {
    const now = passage();
    const [start, end] = now.places;
    const heading = start === end ? words.title_one : words.title_range;
    title.textContent = heading.replace("{from}", () => start).replace("{to}", () => end);
    cited.value = visavisCitation.forms[kind()](now);
    cited.scrollTop = 0;
  };

  /** @type {Record<string, () => void>} */
  const act = {
    copy: () => visavis.tell("copy", { text: cited.value, say: words.copied }),
    download: () => {
      const file = new Blob([cited.value], { type: "text/plain;charset=utf-8" });
      const link = document.createElement("a");
      link.href = URL.createObjectURL(file);
      const now = passage();
      link.download = `${visavisCitation.keyOf(now, now.texts[0]).replace(/-[^-]*$/, "")}.${kind()}`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    },
  };
  form.addEventListener("change", write);
  form.addEventListener("click", ({ target }) => {
    if (target instanceof HTMLButtonElement) act[target.value]?.();
  });

  visavis.hear("cite", (row) => {
    const lit = rows.filter((one) => one.hasAttribute("data-vv-lit"));
    const range = lit.includes(row) ? lit : [row];
    first = rows.indexOf(range[0]);
    to.replaceChildren(...rows.slice(first).map((one) => new Option(numberOf(one))));
    to.selectedIndex = range.length - 1;
    write();
    if (!dialog.open) dialog.showModal();
  });
})();
