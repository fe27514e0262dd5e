// The dialog that cites a row, or the range that it lies in: `vv:cite` (detail: the row) opens it.
// The texts are read from the page, everything else from the data beside them (`citation.html`).
(() => {
  "use strict";

  const data = JSON.parse(document.getElementById("vv-citation").textContent);
  const { words, chapter, items, texts } = data;
  const { citation } = window.visavis;
  const rows = [...document.querySelectorAll(".vv-chapter > .vv-pair[id]")];
  const numberOf = (row) => row.querySelector(".vv-number").lastChild.textContent;

  const dialog = document.getElementById("vv-cite").content.firstElementChild.cloneNode(true);
  const form = dialog.querySelector("form");
  const title = dialog.querySelector("h2");
  document.body.append(dialog);

  // The words of a side as it stands, without the calls of notes and what the edition says itself.
  const left = 'sup[id^="fnref"], .vv-label, .vv-hidden';
  const blocks = "p, h1, h2, h3, h4, h5, h6, ul, ol, dl, blockquote, pre, table, figure, div";
  const lines = "li, dt, dd, tr, figcaption";
  const marks = { EM: "*", I: "*", STRONG: "**", B: "**" };
  const read = (node, rich) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const text = node.data.replace(/[ \t\r\n]+/g, " ");
      return rich ? citation.escapeMarkdown(text) : text;
    }
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(left)) return "";
    if (node.matches("br")) return rich ? "\\\n" : "\n";
    if (node.matches("img")) return node.alt;
    const mark = (rich && marks[node.tagName]) || "";
    const inner = [...node.childNodes].map((child) => read(child, rich)).join("");
    if (node.matches(blocks)) return `\n\n${inner.trim()}\n\n`;
    if (node.matches(lines)) return `\n${inner.trim()}${rich ? "\n" : ""}\n`;
    return node.matches("td, th") ? `${inner} ` : `${mark}${inner}${mark}`;
  };
  const written = ":scope > .vv-side:not(.vv-empty, .vv-untranslated)";
  const sidesOf = (chosen) => chosen.flatMap((row) => [...row.querySelectorAll(written)]);
  const textOf = (chosen, language, rich) =>
    sidesOf(chosen)
      .filter((side) => side.lang === language)
      .map((side) => read(side, rich).trim())
      .join("\n\n")
      .replace(/[ \n]*\n[ \n]*\n[ \n]*/g, "\n\n")
      .replace(/ *\n */g, "\n");

  // What the edition says itself is not the author's, nor anybody's translation.
  const ofTheEdition = (chosen) =>
    sidesOf(chosen).every((side) => [...side.children].every((block) => block.matches(".edition")));
  const disown = ({ type, language, title, version, issued, ...item }) => ({
    item: { type, language, title, "container-title": item["container-title"], version, issued },
    licence: data.licence,
    reconstruction: false,
  });

  const known = document.querySelector("link[rel=canonical]")?.href;
  // A page that was opened from a file has no address for others.
  const here = known ?? (location.protocol === "file:" ? "" : location.href.replace(/[?#].*/, ""));

  let first;
  const passage = () => {
    const chosen = rows.slice(first, first + form.elements.to.selectedIndex + 1);
    const ends = [chosen[0], chosen.at(-1)];
    const ids = ends.map((row) => row.id);
    const own = ofTheEdition(chosen);
    return {
      chapter,
      words,
      language: data.language,
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
        .filter(({ plain }) => plain),
    };
  };

  const write = () => {
    const cited = passage();
    const [from, to] = cited.places;
    const heading = from === to ? words.title_one : words.title_range;
    title.textContent = heading.replace("{from}", () => from).replace("{to}", () => to);
    form.elements.citation.value = citation[form.elements.form.value](cited);
    form.elements.citation.scrollTop = 0;
  };

  const act = {
    copy: () =>
      document.dispatchEvent(
        new CustomEvent("vv:copy", {
          detail: { text: form.elements.citation.value, say: words.copied },
        })
      ),
    download: () => {
      const kind = form.elements.form.value;
      const file = new Blob([form.elements.citation.value], { type: "text/plain;charset=utf-8" });
      const link = document.createElement("a");
      link.href = URL.createObjectURL(file);
      const cited = passage();
      link.download = `${citation.keyOf(cited, cited.texts[0]).replace(/-[^-]*$/, "")}.${kind}`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    },
  };
  form.addEventListener("change", write);
  form.addEventListener("click", ({ target }) => act[target.value]?.());
  // Beside the dialog is outside of it.
  dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());

  document.addEventListener("vv:cite", ({ detail: row }) => {
    const lit = rows.filter((one) => one.hasAttribute("data-vv-lit"));
    const range = lit.includes(row) ? lit : [row];
    first = rows.indexOf(range[0]);
    const numbers = rows.slice(first).map((one) => new Option(numberOf(one)));
    form.elements.to.replaceChildren(...numbers);
    form.elements.to.selectedIndex = range.length - 1;
    write();
    if (!dialog.open) dialog.showModal();
  });
})();
