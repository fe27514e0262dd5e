// The way into the search. The link leads to the page of terms and chapters; with this script it opens
// the dialog instead, as do `/` and an address with `?q=`. What the search needs is loaded then:
// modules, or where none can be had, in a page that was opened from a file or after one has failed to
// come, all of them in one plain script that the build makes (`trim.py`). An address with `?h=` has
// its words lit.

/** @typedef {typeof import("./search-words.js")} Words */
/** @typedef {typeof import("./search-hits.js")} Hits */
/** @typedef {typeof import("./search-box.js")} Box */

const vvSearch = (() => {
  "use strict";

  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const { home = "", pieces } = script.dataset;
  const { load } = visavis;

  let failed = location.protocol === "file:";
  /** @type {Map<string, Promise<unknown>>} */
  const parts = new Map();
  /** @param {string[]} names of modules, without what all begin with */
  const bring = async (names) => {
    const asked = names.map((name) =>
      visavis.once(parts, name, async () => {
        if (failed) {
          await load("search-bundle.js");
          return found.modules[name];
        }
        try {
          return await import(script.src.replace(/(?=\.js$)/, `-${name}`));
        } catch (error) {
          // A browser may remember that a module has not come.
          failed = true;
          throw error;
        }
      })
    );
    try {
      return await Promise.all(asked);
    } catch (error) {
      // Of modules that need one which has not come, some browsers never tell: none is waited for.
      parts.clear();
      throw error;
    }
  };

  const found = {
    home: new URL(home, location.href),
    pieces: new URL(pieces ?? home, location.href),
    inPieces: pieces !== undefined,
    /** @type {Record<string, unknown>} what the bundle holds, by name */
    modules: {},
    /** @type {Words | undefined} */
    words: undefined,
    /** @type {Box | undefined} */
    box: undefined,
  };

  const dialog = /** @type {HTMLDialogElement | null} */ (document.getElementById("vv-search"));
  const link = document.querySelector(".vv-search-link");
  const asked = new URLSearchParams(location.search);

  // Who came by a result goes on from the query that found it; who came by somebody's link, from the
  // words that are lit.
  const cameBy = () => {
    const lit = asked.get("h") ?? "";
    const { h, query } = JSON.parse(visavis.session.read("query") ?? "{}");
    return h === lit ? query : lit;
  };

  /** @param {HTMLDialogElement} dialog @param {string | null} [query] */
  const open = async (dialog, query) => {
    // It takes what is typed from the first key on, and is seen when it has its style.
    dialog.toggleAttribute("data-vv-bare", true);
    load("search.css")
      .catch(() => {})
      .then(() => dialog.removeAttribute("data-vv-bare"));
    if (!dialog.open) dialog.showModal();
    const field = /** @type {HTMLInputElement} */ (dialog.querySelector("input"));
    field.value = query ?? (field.value || cameBy());
    field.select();
    try {
      const names = ["words", "rank", found.inPieces ? "pieces" : "whole", "box"];
      const [words, , engine, box] = await bring(names);
      found.words = /** @type {Words} */ (words);
      found.box = /** @type {Box} */ (box);
      found.box.start(dialog, /** @type {import("./search-rank.js").Engine} */ (engine));
    } catch {
      const said = /** @type {Element} */ (dialog.querySelector("[role=status]"));
      said.textContent = dialog.dataset.failed ?? "";
    }
  };

  // Where a browser knows no dialogs, the link stays one.
  if (dialog && link && "showModal" in dialog) {
    link.addEventListener("click", (event) => {
      if (!visavis.isPlain(/** @type {MouseEvent} */ (event))) return;
      if (/** @type {MouseEvent} */ (event).shiftKey) return;
      event.preventDefault();
      open(dialog);
    });
    dialog.addEventListener("submit", (event) => event.preventDefault());
    dialog.querySelector("form button")?.addEventListener("click", () => dialog.close());
    document.addEventListener("keydown", (event) => {
      if (event.key !== "/" || !visavis.isPlain(event) || visavis.isField(event.target)) return;
      event.preventDefault();
      open(dialog);
    });
    if (asked.get("q")) open(dialog, asked.get("q"));
  }
  const lit = asked.get("h");
  if (lit) {
    load("search.css").catch(() => {});
    bring(["hits"]).then(
      ([hits]) => /** @type {Hits} */ (hits).light(lit),
      () => {} // The row is lit all the same.
    );
  }

  return found;
})();
