// What is asked before something is done about a row, and what is told of it.

import { button, choose, field, foot, make, openDialog, pieces, sidesShown } from "./element.js";

/** @typedef {import("./ask.js").Row} Row @typedef {import("./ask.js").Side} Side */
/** @typedef {import("./ask.js").Finding} Finding */
/** @typedef {(told: Record<string, unknown>) => Promise<boolean>} Act whether it was done */

/** @param {HTMLElement} dialog @param {string} name */
const valueIn = (dialog, name) =>
  /** @type {HTMLInputElement | null} */ (dialog.querySelector(`[name="${name}"]`))?.value ?? "";

/**
 * One question, and what is done with the answer.
 * @param {string} title @param {string} words @param {string} done
 * @param {(text: string) => Promise<boolean>} act @param {...(Node | string)} before
 */
export const askText = (title, words, done, act, ...before) => {
  const dialog = openDialog(
    title,
    [...before, field(words, "text", { required: true, spellcheck: "true" })],
    {
      done,
      onsubmit: async () => {
        const text = valueIn(dialog, "text").trim();
        if (text && (await act(text))) dialog.close();
      },
    }
  );
  /** @type {HTMLElement} */ (dialog.querySelector("textarea")).focus();
};

/** @param {Row} row @param {Finding | undefined} finding @param {Act} act */
export const askWaiver = (row, finding, act) => {
  const rules = [...new Set(row.findings.filter((one) => one.waivable).map((one) => one.rule))];
  const [choices, rule] = choose(
    "The rule",
    rules.map((one) => ({ words: one, value: one, chosen: one === finding?.rule }))
  );
  const about = "It is put aside for this row until one of its texts is edited.";
  askText(
    `Waive for ${row.id}`,
    "Why?",
    "Waive",
    (reason) => act({ action: "waive", rule: rule(), reason }),
    make("p", { class: "vv-desk-hint" }, about),
    choices
  );
};

/** @param {Row} row @param {Act} act */
export const askInsert = (row, act) => {
  const sides = sidesShown(row.sides.source.language);
  const dialog = openDialog(
    `A new row behind ${row.id}`,
    [
      make(
        "div",
        { class: "vv-desk-columns" },
        ...sides.map((side) => {
          const { name, language, direction } = row.sides[side];
          return field(name, side, { lang: language, dir: direction, spellcheck: "true", rows: 6 });
        })
      ),
    ],
    {
      done: "Insert",
      shape: "wide",
      onsubmit: async () => {
        const told = { source: valueIn(dialog, "source"), target: valueIn(dialog, "target") };
        if (await act({ action: "insert", ...told })) dialog.close();
      },
    }
  );
};

/** @param {Record<Side, { tag: string, name: string }>} languages @param {Act} act */
export const askTerm = (languages, act) => {
  const sides = sidesShown(languages.source.tag);
  const words = String(getSelection() ?? "").trim();
  const dialog = openDialog(
    "A new term of the glossary",
    [
      make(
        "div",
        { class: "vv-desk-columns" },
        ...sides.map((side) =>
          make(
            "div",
            { lang: languages[side].tag },
            make(
              "label",
              { class: "vv-desk-field" },
              make("span", {}, `${languages[side].name}: the term`),
              make("input", {
                name: `${side}-term`,
                required: true,
                value: side === "source" ? words : "",
              })
            ),
            field("Its definition", `${side}-definition`, { required: true })
          )
        )
      ),
    ],
    {
      done: "Add",
      shape: "wide",
      onsubmit: async () => {
        const entries = sides.map((side) => [
          languages[side].tag,
          {
            term: valueIn(dialog, `${side}-term`).trim(),
            definition: valueIn(dialog, `${side}-definition`).trim(),
          },
        ]);
        const name = valueIn(dialog, "source-term").normalize("NFD").toLowerCase();
        const id = name
          .replace(/\p{M}/gu, "")
          .replace(/[^a-z0-9]+/g, "-")
          .replace(/^-|-$/g, "");
        if (await act({ action: "term", id: id || "term", entries: Object.fromEntries(entries) }))
          dialog.close();
      },
    }
  );
};

/**
 * A file has changed since its row was shown: both versions, and what is to become of them.
 * @param {string} mine @param {{ theirs: string, pieces: { text: string, mark: string }[] }} told
 * @param {() => void} keep @param {() => void} drop
 */
export const showConflict = (mine, told, keep, drop) => {
  const dialog = openDialog(
    "This has changed elsewhere since it was shown",
    [
      make(
        "p",
        { class: "vv-desk-hint" },
        "Nothing was written. Struck through is what the file says now, underlined what you have written."
      ),
      make("p", { class: "vv-desk-change" }, ...pieces(told.pieces)),
      make(
        "div",
        { class: "vv-desk-columns" },
        make("div", {}, make("h3", {}, "Yours"), make("pre", {}, mine)),
        make("div", {}, make("h3", {}, "In the file"), make("pre", {}, told.theirs))
      ),
      foot(
        button(
          "Go on editing mine",
          "",
          () => {
            dialog.close();
            keep();
          },
          { class: "vv-desk-button vv-desk-main" }
        ),
        button("Take what is in the file", "", () => {
          dialog.close();
          drop();
        })
      ),
    ],
    { shape: "wide" }
  );
};

/** @param {{ key: string, help: string }[]} keys */
export const showKeys = (keys) => {
  const dialog = openDialog("Keys of the desk", [
    make(
      "dl",
      { class: "vv-desk-keys" },
      ...keys.flatMap(({ key, help }) => [
        make("dt", {}, make("kbd", {}, key)),
        make("dd", {}, help),
      ])
    ),
    make(
      "p",
      { class: "vv-desk-hint" },
      "Each can be done by a button, too. Keys can be put out of use in the list of the page’s own keys."
    ),
    foot(
      button("The page’s own keys", "", () => {
        dialog.close();
        /** @type {HTMLElement | null} */ (document.querySelector(".vv-keys"))?.click();
      }),
      make(
        "button",
        { class: "vv-desk-button vv-desk-main", type: "button", onclick: () => dialog.close() },
        "Close"
      )
    ),
  ]);
};
