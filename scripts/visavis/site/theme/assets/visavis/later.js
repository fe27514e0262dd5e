// What is needed only after a click or a key is fetched then. These are plain scripts, not modules:
// a browser imports no module into a page that was opened from a file.
(() => {
  "use strict";

  const { src: here, dataset } = document.currentScript;
  const fetched = new Map();
  const bring = (name) =>
    new Promise((done) => {
      const sheet = name.endsWith(".css");
      const element = document.createElement(sheet ? "link" : "script");
      element.onload = element.onerror = done;
      if (sheet) element.rel = "stylesheet";
      element[sheet ? "href" : "src"] = new URL(name, here);
      document.head.append(element);
    });
  // In the order of their names, once; then the event tells what was wanted.
  const wake = async (names, event, detail) => {
    for (const name of names) {
      if (!fetched.has(name)) fetched.set(name, bring(name));
      await fetched.get(name);
    }
    document.dispatchEvent(new CustomEvent(event, { detail }));
  };

  document.addEventListener("click", ({ target }) => {
    const row = target.closest?.(".vv-cite")?.closest(".vv-pair");
    if (row) wake(["dialog.css", "citation.js", "cite.js"], "vv:cite", row);
    else if (target.closest?.(".vv-keys")) press("?");
  });

  // Keys without a modifier, outside of fields. Material would turn the page with two of them; and
  // where the reader wants none, its own have to be silent too.
  const press = (key) => wake(["dialog.css", "keys.js"], "vv:key", key);
  const isOff = () => {
    try {
      return localStorage.getItem(`${__md_scope.pathname}.vv.keys`) === "off";
    } catch {
      return false;
    }
  };
  const fields = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]";
  const hear = (event) => {
    const { key, target } = event;
    if (!"jknpvlc?fs,./".includes(key) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (target.closest?.(fields)) return;
    const [off, shut] = [isOff(), document.querySelector("dialog:modal")];
    const ours = "jknpvlc?".includes(key);
    if (off || shut || ours) event.stopPropagation();
    if (ours && !off && !shut) press(key);
  };
  addEventListener("keydown", hear, true);

  // After everything that the page itself needs, unless the reader saves data; over http without a
  // certificate there is none.
  if (dataset.worker && location.protocol.startsWith("http") && !navigator.connection?.saveData)
    addEventListener("load", () => navigator.serviceWorker?.register(dataset.worker).catch(() => {}));
})();
