// Writing one side of a row in its place, as Markdown; what the rules say of it comes while one writes.

import { askJudgement } from "./ask.js";
import { findingLine } from "./card.js";
import { button, foot, make, submit } from "./element.js";

/** @typedef {import("./ask.js").Row} Row @typedef {import("./ask.js").Side} Side */
/** @typedef {import("./ask.js").Finding} Finding */
/** @typedef {{ text: string, base: string, digest: string, notes?: Record<string, string> }} Draft */

const PAUSE = 120;

/** @param {string} address @param {Side} side */
const draftName = (address, side) => `desk-draft-${address}-${side}`;
/** @param {string} address @param {Side} side @returns {Draft | undefined} */
export const readDraft = (address, side) => {
  const kept = visavis.session.read(draftName(address, side));
  return kept ? JSON.parse(kept) : undefined;
};
/** @param {string} address @param {Side} side @param {Draft} [draft] nothing: it is done with */
export const keepDraft = (address, side, draft) =>
  visavis.session.write(draftName(address, side), draft ? JSON.stringify(draft) : "");

/**
 * The notes that are written with a text.
 * @param {import("./ask.js").Text} text @param {() => void} remember
 * @param {(words: string) => void} insert puts words into the text
 */
const makeNotes = (text, remember, insert) => {
  const element = make("div", {});
  const { language: lang, direction: dir } = text;

  /** @param {string} label @param {string} [written] */
  const add = (label, written = "") => {
    const about = { rows: 2, "data-label": label, lang, dir, oninput: remember };
    const area = make("textarea", about, written);
    const words = make("span", {}, `Note ${label}`);
    element.append(make("label", { class: "vv-desk-field" }, words, area));
    return area;
  };
  const ask = () => {
    const label = make("input", { "aria-label": "Name of the note", value: "tr-", size: 14 });
    const take = () => {
      const name = label.value.trim();
      line.remove();
      insert(name ? `[^${name}]` : "");
      if (name) add(name).focus();
    };
    const line = make("p", { class: "vv-desk-beside" }, label, button("Insert", "", take));
    label.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      if (event.key === "Enter") take();
      else line.remove();
    });
    element.append(line);
    label.focus();
    label.setSelectionRange(3, 3);
  };
  /** @returns {Record<string, string>} what is written, by label */
  const read = () =>
    Object.fromEntries(
      [...element.querySelectorAll("textarea")].map(({ dataset, value }) => [
        dataset.label ?? "",
        value,
      ])
    );
  return { element, add, ask, read };
};

/** @param {import("./ask.js").Term[]} terms @param {string} language @param {(words: string) => void} insert */
const termButtons = (terms, language, insert) =>
  terms.slice(0, 9).map(({ source, target: [words], deviates }, number) =>
    button(`${source} → ${words}`, `Alt+${number + 1}`, () => insert(words), {
      lang: language,
      class: `vv-desk-button${deviates ? " vv-desk-wanted" : ""}`,
    })
  );

/**
 * @param {Row} row @param {Side} side @param {Element} place the side on the page
 * @param {(draft: Draft) => void} save @param {() => void} close
 */
export const openEditor = (row, side, place, save, close) => {
  const text = row.sides[side];
  const kept = readDraft(row.address, side);
  /** @type {Draft} */
  const draft = kept ?? { text: text.markdown, base: text.markdown, digest: row.digest };
  const area = make("textarea", {
    class: "vv-desk-area",
    lang: text.language,
    dir: text.direction,
    spellcheck: "true",
    "aria-label": `${row.id}, ${text.name}, as Markdown`,
    rows: Math.min(20, Math.max(4, Math.ceil(draft.text.length / 50))),
  });
  area.value = draft.text;
  const judged = make("ul", { class: "vv-desk-findings", "aria-live": "polite" });
  const terms = make("p", { class: "vv-desk-terms" });
  const state = make("span", { class: "vv-desk-hint" }, kept ? "A draft that was not saved." : "");

  /** @param {string} words */
  const insert = (words) => {
    area.focus();
    if (!words) return;
    area.setRangeText(words, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const remember = () => {
    draft.text = area.value;
    draft.notes = notes.read();
    keepDraft(row.address, side, draft);
  };
  const notes = makeNotes(text, remember, insert);

  /** @param {Finding} finding */
  const foundLine = (finding) => {
    const line = findingLine(finding);
    const { at } = finding;
    const show = () => {
      area.focus();
      if (at) area.setSelectionRange(at.start, at.end);
    };
    if (at?.side === side && at.end > at.start) line.append(button("Show", "", show));
    return line;
  };
  /** @param {Finding} finding */
  const keptLine = (finding) => {
    const line = findingLine(finding);
    line.prepend("When it was saved: ");
    return line;
  };
  // The answers may come in another order than the questions.
  let asked = 0;
  const judge = async () => {
    const mine = ++asked;
    const told = {
      address: row.address,
      side,
      text: area.value,
      notes: Object.fromEntries(
        Object.entries(notes.read()).map(([label, written]) => [label, { [side]: written }])
      ),
    };
    try {
      const answer = await askJudgement(told);
      if (mine !== asked) return;
      state.textContent = answer.findings.length ? "" : "Nothing is found here.";
      judged.replaceChildren(...answer.findings.map(foundLine), ...answer.kept.map(keptLine));
      const offered = side === "target" ? answer.terms : [];
      terms.replaceChildren(...termButtons(offered, text.language, insert));
    } catch (error) {
      if (mine === asked) state.textContent = /** @type {Error} */ (error).message;
    }
  };

  const form = make(
    "form",
    { class: "vv-desk-edit", lang: "en", dir: "ltr" },
    area,
    notes.element,
    terms,
    judged,
    foot(
      submit("Save"),
      button("Note", "", notes.ask),
      button("Leave", "Esc", () => leave()),
      state
    )
  );
  const leave = () => {
    keepDraft(row.address, side);
    form.remove();
    place.classList.remove("vv-desk-written");
    close();
  };

  /** @type {number} */
  let timer;
  area.addEventListener("input", () => {
    remember();
    clearTimeout(timer);
    timer = setTimeout(judge, PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    remember();
    save(draft);
  });
  form.addEventListener("keydown", (event) => {
    const number = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    else if (event.key === "Escape") leave();
    else if (event.altKey && number)
      /** @type {HTMLElement | undefined} */ (terms.children[Number(number) - 1])?.click();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  for (const [label, written] of Object.entries(draft.notes ?? {})) notes.add(label, written);
  place.classList.add("vv-desk-written");
  place.append(form);
  area.focus();
  area.setSelectionRange(0, 0);
  judge();
};
