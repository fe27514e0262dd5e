// What an action wants to know before it is done, and what is shown of it before it is taken.

import { askAct } from "./ask.js";
import { button, field, foot, make, openDialog, pieces } from "./element.js";

/** @typedef {import("./ask.js").Row} Row @typedef {import("./ask.js").Side} Side */
/** @typedef {import("./ask.js").Finding} Finding */
/** @typedef {(told: Record<string, unknown>) => Promise<boolean>} Act whether it was done */

/** @param {string} words */
const submit = (words) =>
  make(
    "button",
    { class: "vv-desk-button vv-desk-main" },
    words,
    make("kbd", { "aria-hidden": "true" }, "Ctrl+↵")
  );
/** @param {() => HTMLDialogElement} dialog */
const cancel = (dialog) => button("Leave", "Esc", () => dialog().close());

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
    [
      ...before,
      field(words, "text", { required: true, spellcheck: "true" }),
      foot(
        submit(done),
        cancel(() => dialog)
      ),
    ],
    {
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
  const choice = make(
    "fieldset",
    { class: "vv-desk-radios" },
    make("legend", {}, "The rule"),
    ...rules.map((rule, number) =>
      make(
        "label",
        {},
        make("input", {
          type: "radio",
          name: "rule",
          value: rule,
          checked: finding ? finding.rule === rule : number === 0,
        }),
        rule
      )
    )
  );
  const about = "It is put aside for this row until one of its texts is edited.";
  askText(
    `Waive for ${row.id}`,
    "Why?",
    "Waive",
    (reason) => {
      const rule = /** @type {HTMLInputElement} */ (choice.querySelector(":checked")).value;
      return act({ action: "waive", rule, reason });
    },
    make("p", { class: "vv-desk-hint" }, about),
    choice
  );
};

/** What a plan would do, as far as it can be told. */
/** @param {Node} place @param {object} told */
const preview = async (place, told) => {
  const shown = /** @type {HTMLElement} */ (place);
  try {
    const done = await askAct({ ...told, dry: true });
    shown.replaceChildren(
      make("p", {}, ...done.said.map((line) => make("span", {}, line))),
      make(
        "table",
        {},
        make(
          "thead",
          {},
          make(
            "tr",
            {},
            make("td"),
            ...["original", "translation"].map((one) => make("th", { scope: "col" }, one))
          )
        ),
        make(
          "tbody",
          {},
          ...done.preview.map(({ id, source, target }) =>
            make(
              "tr",
              {},
              make("th", { scope: "row" }, id),
              make("td", {}, source || "–"),
              make("td", {}, target || "–")
            )
          )
        )
      ),
      make("p", { class: "vv-desk-hint" }, make("code", {}, done.command))
    );
    return done;
  } catch (error) {
    const { message, told } = /** @type {Error & { told?: Record<string, string> }} */ (error);
    shown.replaceChildren(
      make("p", { class: "vv-desk-error" }, [message, told?.hint].filter(Boolean).join("; "))
    );
    return undefined;
  }
};

/** @param {Row} row @param {Act} act */
export const askSplit = (row, act) => {
  /** @type {Partial<Record<Side, string>>} */
  const at = {};
  /** @type {Side[]} the side whose cut was chosen last stands first */
  let order = [];
  const shown = make("div", { class: "vv-desk-preview", "aria-live": "polite" });
  const alone = make("input", { type: "checkbox", name: "alone" });
  const told = () => {
    const words = order.flatMap((side) => at[side] ?? []);
    const side = alone.checked ? order[0] : undefined;
    return {
      action: "split",
      address: row.address,
      digest: row.digest,
      at: side ? words.slice(0, 1) : words,
      ...(side ? { side } : {}),
    };
  };
  const sides = /** @type {Side[]} */ (["source", "target"]);
  const columns = sides.map((side) => {
    const text = row.sides[side];
    return make(
      "fieldset",
      { class: "vv-desk-sentences", lang: text.language, dir: text.direction },
      make("legend", {}, text.name),
      ...text.sentences.map(([sentence, words]) =>
        make(
          "label",
          {},
          make("input", {
            type: "radio",
            name: side,
            value: words,
            disabled: !words,
            onchange: () => {
              at[side] = words;
              order = [side, ...order.filter((one) => one !== side)];
              preview(shown, told());
            },
          }),
          sentence
        )
      )
    );
  });
  alone.addEventListener("change", () => order.length && preview(shown, told()));
  const dialog = openDialog(
    `Split ${row.id} before a sentence`,
    [
      make(
        "p",
        { class: "vv-desk-hint" },
        "Choose where the second part begins; the answering sentence of the other side is proposed."
      ),
      make("div", { class: "vv-desk-columns" }, ...columns),
      make(
        "label",
        { class: "vv-desk-check" },
        alone,
        "this side alone: both parts answer the other"
      ),
      shown,
      foot(
        submit("Split"),
        cancel(() => dialog)
      ),
    ],
    {
      wide: true,
      onsubmit: async () => {
        if (order.length && (await act(told()))) dialog.close();
      },
    }
  );
  const first = /** @type {HTMLInputElement | null} */ (
    dialog.querySelector('input[name="target"]:not(:disabled), input[type="radio"]:not(:disabled)')
  );
  first?.focus();
  first?.click();
};

/**
 * @param {Row} row @param {number} by how many rows on, in which direction somebody has asked for
 * @param {Act} act
 */
export const askShift = (row, by, act) => {
  const shown = make("div", { class: "vv-desk-preview", "aria-live": "polite" });
  const proposals = [...new Set(row.findings.flatMap((one) => one.commands))];
  const choices = [
    ...proposals.map((command) => ({
      words: `as the aligner proposes: ${command}`,
      told: { action: "do", address: row.address, command },
    })),
    ...["target", "source"].flatMap((side) =>
      [by, -by].map((step) => ({
        words: `the ${side === "target" ? "translation" : "original"} of ${row.id} and all after it, one row ${step > 0 ? "on ↓" : "back ↑"}`,
        told: {
          action: "shift",
          address: row.address,
          digest: row.digest,
          rows: `${row.address}..`,
          side,
          by: step,
        },
      }))
    ),
  ];
  let chosen = choices[0].told;
  const dialog = openDialog(
    `Shift from ${row.id} on`,
    [
      make(
        "fieldset",
        { class: "vv-desk-radios" },
        make("legend", {}, "What stands in wrong rows"),
        ...choices.map(({ words, told }, number) =>
          make(
            "label",
            {},
            make("input", {
              type: "radio",
              name: "shift",
              checked: number === 0,
              onchange: () => {
                chosen = told;
                preview(shown, told);
              },
            }),
            words
          )
        )
      ),
      shown,
      foot(
        submit("Shift"),
        cancel(() => dialog)
      ),
    ],
    {
      wide: true,
      onsubmit: async () => {
        if (await act(chosen)) dialog.close();
      },
    }
  );
  preview(shown, chosen);
  /** @type {HTMLElement} */ (dialog.querySelector("input")).focus();
};

/** A command of a hint, shown before it is done. */
/** @param {Row} row @param {string} command @param {Act} act */
export const askCommand = (row, command, act) => {
  const told = { action: "do", address: row.address, command };
  const shown = make("div", { class: "vv-desk-preview", "aria-live": "polite" });
  const dialog = openDialog(
    "What this does",
    [
      shown,
      foot(
        submit("Do it"),
        cancel(() => dialog)
      ),
    ],
    {
      wide: true,
      onsubmit: async () => {
        if (await act(told)) dialog.close();
      },
    }
  );
  preview(shown, told);
  /** @type {HTMLElement} */ (dialog.querySelector(".vv-desk-main")).focus();
};

/** @param {Row} row @param {Act} act */
export const askRow = (row, act) => {
  const sides = /** @type {Side[]} */ (["source", "target"]);
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
      foot(
        submit("Insert"),
        cancel(() => dialog)
      ),
    ],
    {
      wide: true,
      onsubmit: async () => {
        const told = { source: valueIn(dialog, "source"), target: valueIn(dialog, "target") };
        if (await act({ action: "insert", ...told })) dialog.close();
      },
    }
  );
};

/** @param {Record<Side, { tag: string, name: string }>} languages @param {Act} act */
export const askTerm = (languages, act) => {
  const sides = /** @type {Side[]} */ (["source", "target"]);
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
      foot(
        submit("Add"),
        cancel(() => dialog)
      ),
    ],
    {
      wide: true,
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
    { wide: true }
  );
};

/** @param {{ words: string, key: string }[]} keys */
export const showKeys = (keys) => {
  const dialog = openDialog("Keys of the desk", [
    make(
      "dl",
      { class: "vv-desk-keys" },
      ...keys.flatMap(({ key, words }) => [
        make("dt", {}, make("kbd", {}, key)),
        make("dd", {}, words),
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
