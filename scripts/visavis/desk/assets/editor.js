// Writing one side of a row in its place, as Markdown; what the rules say of it comes while one writes.

import { askJudgement } from "./ask.js";
import { findingLine } from "./card.js";
import { button, make } from "./element.js";

/** @typedef {import("./ask.js").Row} Row @typedef {import("./ask.js").Side} Side */
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
  const notes = make("div", {});

  /** @param {string} words */
  const insert = (words) => {
    area.focus();
    area.setRangeText(words, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  };

  /** @param {string} label @param {string} [written] */
  const addNote = (label, written = "") =>
    notes.append(
      make(
        "label",
        { class: "vv-desk-field" },
        make("span", {}, `Note ${label}`),
        make(
          "textarea",
          {
            rows: 2,
            "data-label": label,
            lang: text.language,
            dir: text.direction,
            oninput: remember,
          },
          written
        )
      )
    );
  const askNote = () => {
    const label = make("input", { "aria-label": "Name of the note", value: "tr-", size: 14 });
    const line = make("p", { class: "vv-desk-beside" }, label);
    const take = () => {
      const name = label.value.trim();
      line.remove();
      if (!name) return area.focus();
      insert(`[^${name}]`);
      addNote(name);
      /** @type {HTMLElement | null} */ (
        notes.querySelector("label:last-of-type textarea")
      )?.focus();
    };
    line.append(button("Insert", "", take));
    label.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        event.preventDefault();
        take();
      } else if (event.key === "Escape") line.remove();
    });
    notes.append(line);
    label.focus();
    label.setSelectionRange(3, 3);
  };

  const readNotes = () =>
    Object.fromEntries(
      [...notes.querySelectorAll("textarea")].map(({ dataset, value }) => [
        dataset.label ?? "",
        value,
      ])
    );
  const remember = () => {
    draft.text = area.value;
    draft.notes = readNotes();
    keepDraft(row.address, side, draft);
  };

  // The answers may come in another order than the questions.
  let asked = 0;
  const judge = async () => {
    const mine = ++asked;
    const written = Object.entries(readNotes()).map(([label, told]) => [label, { [side]: told }]);
    const told = {
      address: row.address,
      side,
      text: area.value,
      notes: Object.fromEntries(written),
    };
    try {
      const { findings, kept, terms: used } = await askJudgement(told);
      if (mine !== asked) return;
      state.textContent = findings.length ? "" : "Nothing is found here.";
      judged.replaceChildren(
        ...findings.map((finding) => {
          const line = findingLine(finding);
          const { at } = finding;
          if (at?.side === side && at.end > at.start)
            line.append(
              button("Show", "", () => {
                area.focus();
                area.setSelectionRange(at.start, at.end);
              })
            );
          return line;
        }),
        ...kept.map((finding) => {
          const line = findingLine(finding);
          line.prepend("When it was saved: ");
          return line;
        })
      );
      showTerms(used);
    } catch (error) {
      if (mine === asked) state.textContent = /** @type {Error} */ (error).message;
    }
  };

  /** @param {import("./ask.js").Term[]} used */
  const showTerms = (used) => {
    const offered = side === "target" ? used : [];
    terms.replaceChildren(
      ...offered.slice(0, 9).map((term, number) =>
        button(
          `${term.source} → ${term.target[0]}`,
          `Alt+${number + 1}`,
          () => insert(term.target[0]),
          {
            lang: text.language,
            class: `vv-desk-button${term.deviates ? " vv-desk-wanted" : ""}`,
          }
        )
      )
    );
  };

  const form = make(
    "form",
    { class: "vv-desk-edit", lang: "en", dir: "ltr" },
    area,
    notes,
    terms,
    judged,
    make(
      "p",
      { class: "vv-desk-foot" },
      make(
        "button",
        { class: "vv-desk-button vv-desk-main" },
        "Save",
        make("kbd", { "aria-hidden": "true" }, "Ctrl+↵")
      ),
      button("Note", "", askNote),
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

  for (const [label, written] of Object.entries(draft.notes ?? {})) addNote(label, written);
  place.classList.add("vv-desk-written");
  place.append(form);
  area.focus();
  area.setSelectionRange(0, 0);
  judge();
};
