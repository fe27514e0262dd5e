// Makes elements: whatever is put into them is text, never HTML.

/** @typedef {Node | string | null | undefined | false} Content */

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, unknown>} [about] attributes; `on…` listens, `class` may hold nothing
 * @param {...Content} content
 * @returns {HTMLElementTagNameMap[Name]}
 */
export const make = (name, about = {}, ...content) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(about)) {
    if (key.startsWith("on") && typeof value === "function")
      element.addEventListener(key.slice(2), /** @type {EventListener} */ (value));
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== undefined && value !== null)
      element.setAttribute(key, String(value));
  }
  element.append(...content.filter((one) => one !== null && one !== undefined && one !== false));
  return element;
};

/**
 * A button that says which key does the same.
 * @param {string} words
 * @param {string} key as it is pressed; nothing for none
 * @param {() => void} act
 * @param {Record<string, unknown>} [about]
 */
export const button = (words, key, act, about = {}) =>
  make(
    "button",
    {
      type: "button",
      class: "vv-desk-button",
      "aria-keyshortcuts": key || undefined,
      onclick: act,
      ...about,
    },
    make("span", {}, words),
    key && make("kbd", { "aria-hidden": "true" }, key)
  );

/**
 * A text with what was taken out and put in.
 * @param {{ text: string, mark: string }[]} pieces
 */
export const pieces = (pieces) =>
  pieces.map(({ text, mark }) => (mark === "del" || mark === "ins" ? make(mark, {}, text) : text));

/** @param {string} words */
export const submit = (words) =>
  make(
    "button",
    { class: "vv-desk-button vv-desk-main" },
    words,
    make("kbd", { "aria-hidden": "true" }, "Ctrl+↵")
  );

/**
 * A dialog that says something and may ask something; it is gone when it is closed.
 * @param {string} title
 * @param {Content[]} content
 * @param {{ shape?: "wide" | "list", beside?: Content, done?: string, onsubmit?: () => void,
 *   onclose?: () => void }} [about] `beside` stands beside the title; `done` names the button that
 *   submits it, beside which stands the one that leaves
 */
export const openDialog = (title, content, { shape, beside, done, onsubmit, onclose } = {}) => {
  const form = make(
    "form",
    { method: "dialog" },
    make("div", { class: "vv-desk-head" }, make("h2", { id: "vv-desk-title" }, title), beside),
    ...content,
    done &&
      foot(
        submit(done),
        button("Leave", "Esc", () => dialog.close())
      )
  );
  const dialog = make(
    "dialog",
    {
      class: `vv-desk-dialog${shape ? ` vv-desk-${shape}` : ""}`,
      "aria-labelledby": "vv-desk-title",
      lang: "en",
      dir: "ltr",
    },
    form
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    onsubmit?.();
  });
  dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    onclose?.();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
};

/**
 * One of some choices, at first the first.
 * @template Value
 * @param {string} legend @param {{ words: string, value: Value, chosen?: boolean }[]} choices
 * @returns {[HTMLElement, () => Value]} what shows them, and what is chosen
 */
export const choose = (legend, choices) => {
  const first = Math.max(
    0,
    choices.findIndex(({ chosen }) => chosen)
  );
  const inputs = choices.map((_, number) =>
    make("input", { type: "radio", name: legend, checked: number === first })
  );
  const set = make(
    "fieldset",
    { class: "vv-desk-radios" },
    make("legend", {}, legend),
    ...choices.map(({ words }, number) => make("label", {}, inputs[number], words))
  );
  return [set, () => choices[inputs.findIndex((one) => one.checked)].value];
};

/** @param {string} words @param {string} name @param {Record<string, unknown>} [about] */
export const field = (words, name, about = {}) =>
  make(
    "label",
    { class: "vv-desk-field" },
    make("span", {}, words),
    make("textarea", { name, rows: 3, ...about })
  );

/** @typedef {"source" | "target"} Side */
/**
 * Both sides, in the order in which the page shows them.
 * @param {string} source the language of the original
 * @returns {Side[]}
 */
export const sidesShown = (source) => {
  const first = document.querySelector(".vv-side[lang]") ?? document.documentElement;
  return first.getAttribute("lang") === source ? ["source", "target"] : ["target", "source"];
};

/** @param {...Content} buttons */
export const foot = (...buttons) => make("p", { class: "vv-desk-foot" }, ...buttons);
