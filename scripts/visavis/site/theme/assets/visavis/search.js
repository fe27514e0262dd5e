// The way into the search. The link leads to the page of terms and chapters; with this script it opens
// the dialog instead, as do `/` and an address with `?q=`. What the search needs is loaded then, as
// plain scripts and not as modules, because a page that was opened from a file may import nothing.
// An address with `?h=` has its words lit.
(() => {
  "use strict";

  const script = document.currentScript;
  const dialog = document.getElementById("vv-search");
  const link = document.querySelector(".vv-search-link");
  const asked = new URLSearchParams(location.search);
  const parts = { words: 0, rank: 0, box: 0, hits: 0 };
  const engine = script.hasAttribute("data-pieces") ? "pieces" : "whole";

  const load = (address) =>
    new Promise((done, failed) => {
      const part = Object.assign(document.createElement("script"), { src: address, async: false });
      part.onload = done;
      part.onerror = () => failed(new Error(address));
      document.head.append(part);
    });
  const loadParts = (...names) =>
    Promise.all(
      names.map((name) => (parts[name] ||= load(script.src.replace(/(?=\.js$)/, `-${name}`))))
    );
  const style = () => {
    style.done ||= Object.assign(document.createElement("link"), {
      rel: "stylesheet",
      href: script.src.replace(/js$/, "css"),
    });
    document.head.append(style.done);
  };

  const store = `${__md_scope.pathname}.vv.query`;

  window.vvSearch = {
    home: new URL(script.dataset.home, location.href),
    pieces: new URL(script.dataset.pieces || script.dataset.home, location.href),
    load,
    dialog,
    store,
    // What is asked for once, and once more after it has failed: `kept` is a map, in which it stays.
    once: (kept, key, act) => {
      if (!kept.has(key)) {
        const forget = (error) => {
          kept.delete(key);
          throw error;
        };
        kept.set(key, act().catch(forget));
      }
      return kept.get(key);
    },
  };

  // The engine of an index in pieces gets ready while the scripts come and the reader begins to type.
  // It remembers what has failed, so that another is loaded after a failure.
  const pagefinds = new Map();
  let attempts = 0;
  const start = async () => {
    const again = attempts ? `?${attempts}` : "";
    attempts += 1;
    const pagefind = await import(new URL(`pagefind/pagefind.js${again}`, vvSearch.pieces).href);
    await pagefind.options({ noWorker: true });
    await pagefind.init();
    return pagefind;
  };
  vvSearch.pagefind = () => vvSearch.once(pagefinds, "one", start);
  vvSearch.drop = () => pagefinds.clear();

  // Who came by a result goes on from the query that found it; who came by somebody's link, from the
  // words that are lit.
  const cameBy = () => {
    const lit = asked.get("h");
    try {
      const { h, query } = JSON.parse(sessionStorage.getItem(store));
      if (h === lit) return query;
    } catch {
      // None was kept.
    }
    return lit ?? "";
  };

  const open = async (query) => {
    if (engine === "pieces") vvSearch.pagefind().catch(() => {}); // The search says that it has failed.
    // It takes what is typed from the first key on, and is seen when it has its style.
    if (!style.done) dialog.style.opacity = 0;
    style();
    style.done.onload = () => dialog.style.removeProperty("opacity");
    if (!dialog.open) dialog.showModal();
    const field = dialog.querySelector("input");
    field.value = query ?? (field.value || cameBy());
    field.select();
    try {
      await loadParts("words", "rank", engine, "box");
      window.vvSearch.box.start();
    } catch {
      for (const name of Object.keys(parts)) parts[name] = 0;
      dialog.querySelector("[role=status]").textContent = dialog.dataset.failed;
    }
  };

  if (dialog && link) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      open();
    });
    dialog.addEventListener("submit", (event) => event.preventDefault());
    dialog.querySelector("form button").addEventListener("click", () => dialog.close());
    document.addEventListener("keydown", (event) => {
      const { target, key } = event;
      const writes = target.isContentEditable || target.closest?.("input:not([type=radio], [type=checkbox]), textarea, select");
      if (key !== "/" || event.ctrlKey || event.metaKey || event.altKey || writes) return;
      event.preventDefault();
      open();
    });
    if (asked.get("q")) open(asked.get("q"));
  }
  if (asked.get("h")) {
    style();
    loadParts("words", "hits").catch(() => {}); // The row is lit all the same.
  }
})();
