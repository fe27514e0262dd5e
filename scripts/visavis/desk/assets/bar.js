// The bar at the foot of the window: where one is, how much is left, and what can be done.

import { button, make } from "./element.js";
import { TOOLS, WAYS } from "./tools.js";

const place = make("span", { class: "vv-desk-place" });
const progress = make("progress", { "aria-label": "Signed off in this edition", max: 1, value: 0 });
const told = make("p", { class: "vv-desk-told" });
const tools = make("div", { class: "vv-desk-tools", role: "toolbar", "aria-label": "This row" });
const ways = make("div", { class: "vv-desk-ways", role: "group", "aria-label": "The list" });

export const bar = make(
  "section",
  { id: "vv-desk", class: "vv-desk-bar", "aria-label": "Desk", lang: "en", dir: "ltr" },
  progress,
  told,
  ways,
  tools
);

/** @param {Record<string, () => unknown>} hands what each of the tools does */
export const showTools = (hands) => {
  const [inList, onRow] = [WAYS, TOOLS].map((tools) =>
    tools.map(({ words, key, name }) => button(words, key, hands[name], { "data-name": name }))
  );
  const [back, next, ...rest] = inList;
  ways.replaceChildren(back, place, next, ...rest);
  tools.replaceChildren(...onRow);
};

/** @param {(name: string) => boolean} isOpen which of the tools can be used just now */
export const enableTools = (isOpen) => {
  for (const one of bar.querySelectorAll("button")) one.disabled = !isOpen(one.dataset.name ?? "");
};

/** @param {string} words @param {number} done @param {number} all @param {string} title */
export const showPlace = (words, done, all, title) => {
  place.textContent = words;
  place.title = title;
  progress.max = all || 1;
  progress.value = done;
  progress.textContent = `${done} of ${all}`;
  progress.title = `${done} of ${all} signed off`;
};

let last = ["", ""];
/** Let what was told be seen on the next page, too. */
export const keepTold = () => visavis.session.write("desk-told", JSON.stringify(last));
/** Show what was told on the page before. */
export const showKept = () => {
  const kept = JSON.parse(visavis.session.read("desk-told") ?? "null");
  visavis.session.write("desk-told", "");
  if (kept) showTold(kept[0], kept[1]);
};

/** @param {string} said @param {string} [command] the line that does the same on a terminal */
export const showTold = (said, command = "") => {
  last = [said, command];
  told.replaceChildren(said, command && " ", command && make("code", {}, command));
};
