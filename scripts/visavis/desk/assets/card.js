// What is known of the row where one is, below it: why it wants a look, and what may be done about it.

import { button, make, pieces } from "./element.js";

/** @typedef {import("./ask.js").Row} Row @typedef {import("./ask.js").Finding} Finding */
/**
 * @typedef {object} Hands
 * @property {(finding?: Finding) => void} waive
 * @property {() => void} answer
 * @property {(command: string) => void} propose
 * @property {(mark: string) => void} mark
 * @property {boolean} readOnly
 */

/**
 * A sentence in which what stands between backquotes is code.
 * @param {string} said
 */
export const code = (said) =>
  said.split("`").map((text, odd) => (odd % 2 ? make("code", {}, text) : text));

/** @param {Finding} finding @param {Hands} [hands] */
export const findingLine = (finding, hands) =>
  make(
    "li",
    { class: `vv-desk-${finding.severity}` },
    make("strong", { title: finding.summary }, finding.rule),
    " ",
    ...code(finding.message),
    finding.hint && make("span", { class: "vv-desk-hint" }, " ", ...code(finding.hint)),
    hands &&
      !hands.readOnly &&
      make(
        "span",
        { class: "vv-desk-beside" },
        ...finding.commands.map((command) =>
          button("Show what this does", "", () => hands.propose(command))
        ),
        finding.waivable && button("Waive", "", () => hands.waive(finding))
      )
  );

/** @param {Row} row @param {Hands} hands */
export const makeCard = (row, hands) => {
  const signed = row.signed && `${row.signed.date.slice(0, 10)} ${row.signed.name}`;
  return make(
    "section",
    { class: "vv-desk-card", "aria-label": "What is known of this row", lang: "en", dir: "ltr" },
    make(
      "p",
      { class: "vv-desk-why", "data-why": row.why },
      make("b", {}, row.said),
      signed && ` · ${signed}`,
      !row.judged && " · being checked…",
      row.mark && ` · marked ${row.mark}`
    ),
    ...row.changes.map(({ side, pieces: told }) =>
      make(
        "p",
        { class: "vv-desk-change", lang: row.sides[side].language, dir: row.sides[side].direction },
        ...pieces(told)
      )
    ),
    row.findings.length > 0 &&
      make(
        "ul",
        { class: "vv-desk-findings" },
        ...row.findings.map((one) => findingLine(one, hands))
      ),
    ...row.queries.map((query) =>
      make(
        "p",
        { class: "vv-desk-query" },
        make("b", {}, `${query.name || "Somebody"} asks: `),
        query.text,
        query.answer && make("span", {}, make("b", {}, ` ${query.answered_by}: `), query.answer),
        !query.answer && !hands.readOnly && button("Answer", "r", hands.answer)
      )
    ),
    row.waivers.length > 0 &&
      make(
        "p",
        { class: "vv-desk-hint" },
        row.waivers.map(({ rule, reason }) => `${rule} is waived: ${reason}`).join(" · ")
      ),
    row.one_sided &&
      !row.note &&
      !hands.readOnly &&
      make(
        "p",
        { class: "vv-desk-beside" },
        row.mark !== "alone" && button("Stands alone on purpose", "", () => hands.mark("alone")),
        row.mark !== "untranslated" &&
          button("Waits for its translation", "", () => hands.mark("untranslated"))
      )
  );
};

/**
 * Show in the texts of a row which words its findings are about, where a browser can.
 * @param {Row} row
 * @param {Element} element
 */
export const markWords = (row, element) => {
  if (!("highlights" in CSS)) return;
  const ranges = row.findings.flatMap(({ at }) => {
    const text = at && row.sides[at.side];
    const words = text && at.end > at.start ? text.markdown.slice(at.start, at.end).trim() : "";
    const side = text && element.querySelector(`.vv-side[lang="${CSS.escape(text.language)}"]`);
    return words && side ? findWords(side, words) : [];
  });
  CSS.highlights.set("vv-desk", new Highlight(...ranges));
};

/** @param {Element} side @param {string} words */
const findWords = (side, words) => {
  for (const text of visavis.textNodes(side)) {
    const at = text.data.indexOf(words);
    if (at < 0) continue;
    const range = new Range();
    range.setStart(text, at);
    range.setEnd(text, at + words.length);
    return [range];
  }
  return [];
};
