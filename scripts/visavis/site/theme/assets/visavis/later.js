// What is needed only after a click or a key is fetched then. These are plain scripts, not modules:
// a browser imports no module into a page that was opened from a file.
(() => {
  "use strict";

  const { dataset } = /** @type {HTMLScriptElement} */ (document.currentScript);
  const { isField, isPlain, load, local, tell } = visavis;

  /**
   * Bring what is missing, in this order; then tell what was wanted.
   * @template {"cite" | "key"} Name
   * @param {string[]} names
   * @param {Name} wanted
   * @param {News[Name]} detail
   */
  const wake = async (names, wanted, detail) => {
    for (const name of names) await load(name).catch(() => {});
    tell(wanted, detail);
  };

  document.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element)) return;
    const row = /** @type {HTMLElement | null | undefined} */ (
      target.closest(".vv-cite")?.closest(".vv-pair")
    );
    if (row) wake(["dialog.css", "citation.js", "cite.js"], "cite", row);
    else if (target.closest(".vv-keys")) press("?");
  });

  // Keys without a modifier, outside of fields. Material would turn the page with two of them; and
  // where the reader wants none, its own have to be silent too.
  /** @param {string} key */
  const press = (key) => wake(["dialog.css", "keys.js"], "key", key);
  /** @param {KeyboardEvent} event */
  const hear = (event) => {
    const { key, target } = event;
    if (!"jknpvlc?fs,./".includes(key) || !isPlain(event) || isField(target)) return;
    const silent = local.read("keys") === "off" || visavis.front() !== document.body;
    const ours = "jknpvlc?".includes(key);
    if (silent || ours) event.stopPropagation();
    if (ours && !silent) press(key);
  };
  addEventListener("keydown", hear, true);

  // After everything that the page itself needs, unless the reader saves data; over http without a
  // certificate there is none.
  const { worker } = dataset;
  if (worker && location.protocol.startsWith("http") && !navigator.connection?.saveData)
    addEventListener("load", () => navigator.serviceWorker?.register(worker).catch(() => {}));
})();
