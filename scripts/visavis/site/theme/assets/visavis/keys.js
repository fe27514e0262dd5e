// What the keys do: `vv:key` comes from `later.js`, which fetches this script at the first of them.
// Everything that a key does can be reached with Tab too. Who speaks to the computer, or hits keys by
// accident, can put them out of use in the list of keys (WCAG 2.1.4).
(() => {
  "use strict";

  const { edge, isNamed, local, rowRead, rows, tell } = visavis;

  /** @param {1 | -1} step */
  const move = (step) => {
    const row = rowRead();
    const begun = row && row.getBoundingClientRect().top < edge() - 1;
    // Where none has the focus and none was led to, the row in sight comes first; one whose beginning
    // is out of sight has been read.
    const read = row && (row.contains(document.activeElement) || isNamed(row));
    const on = read || (begun && step > 0);
    const at = row ? rows.indexOf(row) + (on ? step : 0) : 0;
    const next = rows[Math.min(Math.max(at, 0), rows.length - 1)];
    if (!next) return;
    next.tabIndex = -1;
    next.focus({ preventScroll: true });
    next.scrollIntoView();
  };

  const changeView = () => {
    const choices = /** @type {NodeListOf<HTMLInputElement>} */ (
      document.querySelectorAll('#vv-views [name="vv-view"]')
    );
    const at = [...choices].findIndex((choice) => choice.checked);
    const next = choices[(at + 1) % choices.length];
    if (!next) return;
    next.checked = true;
    next.dispatchEvent(new Event("change", { bubbles: true }));
    const name = next.nextElementSibling?.firstChild?.textContent ?? "";
    const { view = "" } = document.getElementById("vv-keys")?.dataset ?? {};
    tell("say", { text: view.replace("{name}", () => name), show: true });
  };

  /** @type {HTMLDialogElement | undefined} */
  let dialog;
  const makeList = () => {
    const made = visavis.makeDialog("vv-keys");
    const on = /** @type {HTMLInputElement} */ (made.querySelector("[name=on]"));
    on.checked = local.read("keys") !== "off";
    on.addEventListener("change", () => {
      local.write("keys", on.checked ? "" : "off");
      // Some readers allow no storage.
      on.disabled = !on.checked && local.read("keys") !== "off";
      on.checked ||= on.disabled;
    });
    return made;
  };
  const list = () => {
    dialog ??= makeList();
    dialog.showModal();
  };

  /** @param {ParentNode | undefined} root @param {string} what */
  const click = (root, what) =>
    /** @type {HTMLElement | null | undefined} */ (root?.querySelector(what))?.click();

  /** @type {Record<string, () => void>} */
  const act = {
    j: () => move(1),
    n: () => move(1),
    k: () => move(-1),
    p: () => move(-1),
    v: changeView,
    l: () => click(document, "a.vv-language"),
    c: () => click(rowRead(), ".vv-cite"),
    "?": list,
  };
  visavis.hear("key", (key) => act[key]());
})();
