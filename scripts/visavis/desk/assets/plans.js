// What is done to rows as wholes: what it comes to is shown before it is done.

import { askAct } from "./ask.js";
import { choose, make, openDialog, sidesShown } from "./element.js";

/** @typedef {import("./ask.js").Row} Row @typedef {import("./ask.js").Side} Side */
/** @typedef {import("./ask.js").Chapter} Chapter @typedef {import("./ask.js").Done} Done */
/** @typedef {import("./dialogs.js").Act} Act @typedef {Record<string, unknown>} Told */

const NAMES = { source: "original", target: "translation" };

/** @param {Row} row @param {Done} done */
const describe = (row, done) => {
  const sides = sidesShown(row.sides.source.language);
  return [
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
          ...sides.map((side) => make("th", { scope: "col" }, NAMES[side]))
        )
      ),
      make(
        "tbody",
        {},
        ...done.preview.map((one) =>
          make(
            "tr",
            {},
            make("th", { scope: "row" }, one.id),
            ...sides.map((side) =>
              make(
                "td",
                { lang: row.sides[side].language, dir: row.sides[side].direction },
                one[side] || "–"
              )
            )
          )
        )
      )
    ),
    make("p", { class: "vv-desk-hint" }, make("code", {}, done.command)),
  ];
};

/** @param {Error & { told?: Record<string, string> }} error */
const explain = ({ message, told }) => [
  make("p", { class: "vv-desk-error" }, [message, told?.hint].filter(Boolean).join("; ")),
];

/**
 * A dialog that shows what its choice would do, anew with each choice.
 * @param {string} title @param {string} done @param {Row} row @param {Act} act
 * @param {() => Told | undefined} read what is chosen; nothing while nothing is
 * @param {...HTMLElement} content
 */
const openPlan = (title, done, row, act, read, ...content) => {
  const shown = make("div", { class: "vv-desk-preview", "aria-live": "polite" });
  let asked = 0;
  const show = async () => {
    const told = read();
    if (!told) return;
    asked += 1;
    const mine = asked;
    const nodes = await askAct({ ...told, dry: true }).then(
      (answer) => describe(row, answer),
      explain
    );
    // What was chosen since has another answer.
    if (mine === asked) shown.replaceChildren(...nodes);
  };
  const dialog = openDialog(title, [...content, shown], {
    shape: "wide",
    done,
    onsubmit: async () => {
      const told = read();
      if (told && (await act(told))) dialog.close();
    },
  });
  dialog.addEventListener("change", show);
  show();
  return dialog;
};

/** @param {Row} row @param {Act} act */
export const askSplit = (row, act) => {
  /** @type {Partial<Record<Side, string>>} */
  const at = {};
  /** @type {Side[]} the side whose cut was chosen last stands first */
  let order = [];
  const alone = make("input", { type: "checkbox", name: "alone" });
  const read = () => {
    if (!order.length) return undefined;
    const words = order.flatMap((side) => at[side] ?? []);
    const { address, digest } = row;
    const told = { action: "split", address, digest };
    return alone.checked
      ? { ...told, at: words.slice(0, 1), side: order[0] }
      : { ...told, at: words };
  };
  const columns = sidesShown(row.sides.source.language).map((side) => {
    const text = row.sides[side];
    return make(
      "fieldset",
      { class: "vv-desk-sentences", lang: text.language, dir: text.direction },
      make("legend", {}, text.name),
      ...text.sentences.map(([sentence, words]) => {
        const onchange = () => {
          at[side] = words;
          order = [side, ...order.filter((one) => one !== side)];
        };
        const about = { type: "radio", name: side, value: words, disabled: !words, onchange };
        return make("label", {}, make("input", about), sentence);
      })
    );
  });
  const dialog = openPlan(
    `Split ${row.id} before a sentence`,
    "Split",
    row,
    act,
    read,
    make(
      "p",
      { class: "vv-desk-hint" },
      "Choose where the second part begins; the answering sentence of the other side is proposed."
    ),
    make("div", { class: "vv-desk-columns" }, ...columns),
    make("label", { class: "vv-desk-check" }, alone, "this side alone: both parts answer the other")
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
  const { address, digest } = row;
  const proposals = [...new Set(row.findings.flatMap((one) => one.commands))];
  const [choices, read] = choose("What stands in wrong rows", [
    ...proposals.map((command) => ({
      words: `as the aligner proposes: ${command}`,
      value: /** @type {Told} */ ({ action: "do", address, command }),
    })),
    .../** @type {Side[]} */ (["target", "source"]).flatMap((side) =>
      [by, -by].map((step) => ({
        words: `the ${NAMES[side]} of ${row.id} and all after it, one row ${step > 0 ? "on ↓" : "back ↑"}`,
        value: { action: "shift", address, digest, rows: `${address}..`, side, by: step },
      }))
    ),
  ]);
  const dialog = openPlan(`Shift from ${row.id} on`, "Shift", row, act, read, choices);
  dialog.querySelector("input")?.focus();
};

/** @param {Row} row @param {Chapter[]} chapters @param {Act} act */
export const askMove = (row, chapters, act) => {
  const { address, digest } = row;
  const [choices, rows] = choose("What goes", [
    { words: `${row.id} alone`, value: address },
    { words: `${row.id} and all after it`, value: `${address}..` },
  ]);
  const to = make(
    "select",
    { name: "to" },
    ...chapters.map(({ name, title }) => make("option", { value: name }, title))
  );
  openPlan(
    `Move from ${row.id} to another chapter`,
    "Move",
    row,
    act,
    () => ({ action: "move", address, digest, rows: rows(), to: to.value }),
    make("label", { class: "vv-desk-field" }, make("span", {}, "To the end of"), to),
    choices
  );
  to.focus();
};

/**
 * A command of a hint, shown before it is done.
 * @param {Row} row
 * @param {string} command
 * @param {Act} act
 */
export const askCommand = (row, command, act) => {
  const told = { action: "do", address: row.address, command };
  const dialog = openPlan("What this does", "Do it", row, act, () => told);
  /** @type {HTMLElement} */ (dialog.querySelector(".vv-desk-main")).focus();
};
