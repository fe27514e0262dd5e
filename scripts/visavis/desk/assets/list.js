// The list of rows that want a look: what is chosen of it, and in which order.

import { button, make, openDialog } from "./element.js";

/** @typedef {import("./ask.js").Item} Item @typedef {import("./ask.js").List} List @typedef {import("./ask.js").State} State */

/** What the names of the desk are called: why a row is in the list, and what can be chosen of it. */
const WORDS = /** @type {Record<string, string>} */ ({
  asked: "asked about",
  changed: "changed",
  doubtful: "doubtful",
  second: "second pair of eyes",
  new: "new",
  text: "of the text",
  worst: "worst first",
  source: "the original",
  target: "the translation",
});

/**
 * What is chosen, kept for the pages of this window.
 * @returns {Record<string, string>}
 */
export const readChoice = () => JSON.parse(visavis.session.read("desk-choice") ?? "{}");
/** @param {Record<string, string>} choice */
const writeChoice = (choice) => visavis.session.write("desk-choice", JSON.stringify(choice));

/**
 * @param {string} words @param {string} name @param {[string, string][]} options value and words
 * @param {string | undefined} chosen
 */
const select = (words, name, options, chosen = "") =>
  make(
    "label",
    {},
    make("span", {}, words),
    make(
      "select",
      { name },
      ...options.map(([value, said]) => make("option", { value, selected: value === chosen }, said))
    )
  );
/** @param {string[]} values @param {Record<string, string>} [words] @returns {[string, string][]} */
const asPairs = (values, words = {}) => values.map((one) => [one, words[one] ?? one]);

/**
 * By what the list can be narrowed.
 * @param {State} state
 * @param {List} list
 */
const makeChoice = (state, list) => {
  const choice = readChoice();
  /** @type {[string, string, [string, string][]][]} */
  const wishes = [
    ["Chapter", "chapter", [["", "all"], ...state.chapters.map(chapterOption)]],
    ["Because", "only", [["", "of anything"], ...asPairs(list.why, WORDS)]],
    ["Rule", "rule", [["", "any"], ...asPairs(list.rules)]],
    ["To follow", "side", [["", "either side"], ...asPairs(["target", "source"], WORDS)]],
    ["Person", "person", [["", "anybody"], ...asPairs(list.people)]],
    ["Kind", "kind", [["", "rows and notes"], ...asPairs(["rows", "notes"])]],
  ];
  return make(
    "div",
    { class: "vv-desk-choice" },
    select("Order", "order", asPairs(["text", "worst"], WORDS), list.order),
    ...wishes.map(([words, name, options]) => select(words, name, options, choice[name]))
  );
};

/** @param {Item} item @param {string} where @param {boolean} isHere @param {() => void} go */
const makeRow = (item, where, isHere, go) =>
  make(
    "li",
    {},
    make(
      "button",
      { type: "button", "aria-current": isHere && "true", onclick: go },
      make(
        "span",
        { class: "vv-desk-why", "data-why": item.why },
        item.error ? "error" : WORDS[item.why]
      ),
      make("span", { class: "vv-desk-where" }, where),
      make("span", { lang: item.language, dir: item.direction }, item.words)
    )
  );

/**
 * @param {State} state @param {List} list @param {string} here
 * @param {(choice: Record<string, string>) => Promise<List>} ask
 * @param {(address: string) => void} go
 */
export const openList = (state, list, here, ask, go) => {
  const titles = new Map(state.chapters.map(({ name, title }) => [name, title]));
  const rows = make("ol", { class: "vv-desk-rows" });
  const count = make("p", { class: "vv-desk-hint", role: "status" });
  /** @param {List} told */
  const show = (told) => {
    const number = told.rows.length;
    count.textContent = `${number} ${number === 1 ? "row" : "rows"}${told.judged ? "" : "; still being checked"}`;
    rows.replaceChildren(
      ...told.rows.map((item) =>
        makeRow(item, `${item.id} · ${titles.get(item.chapter)}`, item.address === here, () => {
          dialog.close();
          go(item.address);
        })
      )
    );
  };
  const dialog = openDialog(
    "What wants a look",
    [
      make(
        "details",
        { class: "vv-desk-chapters" },
        make("summary", {}, progressWords(state)),
        chapters(state)
      ),
      makeChoice(state, list),
      count,
      rows,
    ],
    { shape: "list", beside: button("Close", "Esc", () => dialog.close()) }
  );
  dialog.addEventListener("change", async () => {
    const form = /** @type {HTMLFormElement} */ (dialog.querySelector("form"));
    const chosen = Object.fromEntries(
      [...new FormData(form)]
        .map(([name, value]) => [name, String(value)])
        .filter(([, value]) => value)
    );
    writeChoice(chosen);
    show(await ask(chosen));
  });
  show(list);
  const current = /** @type {HTMLElement | null} */ (rows.querySelector("[aria-current]"));
  current?.focus({ preventScroll: true });
  current?.scrollIntoView({ block: "center" });
};

/** @param {import("./ask.js").Chapter} chapter @returns {[string, string]} */
const chapterOption = ({ name, title, left }) => [name, `${title} (${left})`];

/** @param {State} state */
const progressWords = (state) => {
  const sum = (/** @type {"left" | "pairs"} */ what) =>
    state.chapters.reduce((all, one) => all + one[what], 0);
  return `${sum("pairs") - sum("left")} of ${sum("pairs")} signed off as they stand`;
};

/** @param {State} state */
const chapters = (state) =>
  make(
    "ul",
    {},
    ...state.chapters.map(({ title, pairs, left }) =>
      make(
        "li",
        {},
        make("span", {}, title),
        make("progress", { max: pairs || 1, value: pairs - left, "aria-label": title }),
        make("span", {}, `${pairs - left}/${pairs}`)
      )
    )
  );
