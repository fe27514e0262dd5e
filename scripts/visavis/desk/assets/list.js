// The list of rows that want a look: what is chosen of it, and in which order.

import { make } from "./element.js";

/** @typedef {import("./ask.js").List} List @typedef {import("./ask.js").State} State */

const WHY = /** @type {Record<string, string>} */ ({
  asked: "asked about",
  changed: "changed",
  doubtful: "doubtful",
  second: "second pair of eyes",
  new: "new",
});

/** What is chosen, kept for the pages of this window. */
/** @returns {Record<string, string>} */
export const readChoice = () => JSON.parse(visavis.session.read("desk-choice") ?? "{}");
/** @param {Record<string, string>} choice */
const writeChoice = (choice) => visavis.session.write("desk-choice", JSON.stringify(choice));

/**
 * @param {string} words @param {string} name @param {[string, string][]} options
 * @param {Record<string, string>} choice
 */
const select = (words, name, options, choice) =>
  make(
    "label",
    {},
    make("span", {}, words),
    make(
      "select",
      { name },
      ...options.map(([value, said]) =>
        make("option", { value, selected: (choice[name] ?? "") === value }, said)
      )
    )
  );

/**
 * @param {State} state @param {List} list @param {string} here
 * @param {(choice: Record<string, string>) => Promise<List>} ask
 * @param {(address: string) => void} go
 */
export const openList = (state, list, here, ask, go) => {
  const choice = readChoice();
  const rows = make("ol", { class: "vv-desk-rows" });
  const count = make("p", { class: "vv-desk-hint", role: "status" });
  /** @param {List} told */
  const show = (told) => {
    const title = new Map(state.chapters.map(({ name, title }) => [name, title]));
    count.textContent = `${told.rows.length} ${told.rows.length === 1 ? "row" : "rows"}${told.judged ? "" : "; still being checked"}`;
    rows.replaceChildren(
      ...told.rows.map((item) =>
        make(
          "li",
          {},
          make(
            "button",
            {
              type: "button",
              "aria-current": item.address === here ? "true" : undefined,
              onclick: () => {
                dialog.close();
                go(item.address);
              },
            },
            make(
              "span",
              { class: "vv-desk-why", "data-why": item.why },
              item.error ? "error" : WHY[item.why]
            ),
            make("span", { class: "vv-desk-where" }, `${item.id} · ${title.get(item.chapter)}`),
            make("span", { lang: item.language, dir: item.direction }, item.words)
          )
        )
      )
    );
  };
  const form = make(
    "form",
    { class: "vv-desk-choice", method: "dialog" },
    select(
      "Order",
      "order",
      [
        ["text", "of the text"],
        ["worst", "worst first"],
      ],
      { order: list.order }
    ),
    select("Chapter", "chapter", [["", "all"], ...state.chapters.map(chapterOption)], choice),
    select(
      "Because",
      "only",
      [
        ["", "of anything"],
        ...list.why.map((one) => /** @type {[string, string]} */ ([one, WHY[one]])),
      ],
      choice
    ),
    select(
      "Rule",
      "rule",
      [["", "any"], ...list.rules.map((one) => /** @type {[string, string]} */ ([one, one]))],
      choice
    ),
    select(
      "To follow",
      "side",
      [
        ["", "either side"],
        ["target", "the translation"],
        ["source", "the original"],
      ],
      choice
    ),
    select(
      "Person",
      "person",
      [["", "anybody"], ...list.people.map((one) => /** @type {[string, string]} */ ([one, one]))],
      choice
    ),
    select(
      "Kind",
      "kind",
      [
        ["", "rows and notes"],
        ["rows", "rows"],
        ["notes", "notes"],
      ],
      choice
    )
  );
  form.addEventListener("change", async () => {
    const chosen = Object.fromEntries(
      [...new FormData(form)]
        .map(([name, value]) => [name, String(value)])
        .filter(([, value]) => value)
    );
    writeChoice(chosen);
    show(await ask(chosen));
  });
  const dialog = make(
    "dialog",
    {
      class: "vv-desk-dialog vv-desk-list",
      "aria-labelledby": "vv-desk-list-title",
      lang: "en",
      dir: "ltr",
    },
    make(
      "div",
      { class: "vv-desk-head" },
      make("h2", { id: "vv-desk-list-title" }, "What wants a look"),
      make(
        "button",
        { type: "button", class: "vv-desk-button", onclick: () => dialog.close() },
        "Close"
      )
    ),
    make(
      "details",
      { class: "vv-desk-chapters" },
      make("summary", {}, progressWords(state)),
      chapters(state)
    ),
    form,
    count,
    rows
  );
  dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  show(list);
  dialog.showModal();
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
