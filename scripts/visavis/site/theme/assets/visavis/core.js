// What the scripts of a page share. It comes before them and is a plain script like them: a browser
// imports no module into a page that was opened from a file. They find `visavis` as it is made here.

/**
 * What scripts tell each other; the event is called `vv:` and the name.
 * @typedef {object} News
 * @property {string | { text: string, show?: boolean }} say A sentence to be read out; with `show` also to be seen.
 * @property {{ text: string, say: string }} copy What to copy, and what to say when that is done.
 * @property {Element} show A text that the view may hide.
 * @property {string} view The view that has been chosen.
 * @property {HTMLElement} cite The row to cite.
 * @property {string} key The key that was pressed.
 */
/**
 * A part of an address after its `#`: a row, a sentence of it (from 1), or the rows up to another.
 * @typedef {{ id: string, sentence?: number, to?: string }} Place
 */
/**
 * Where a sentence ends, in characters that are no white space, and with which others it belongs.
 * @typedef {{ end: number, group: string | undefined }} Sentence
 */

const visavis = (() => {
  "use strict";

  const script = /** @type {HTMLScriptElement} */ (document.currentScript);

  /**
   * @template {keyof News} Name
   * @param {Name} name
   * @param {News[Name]} detail
   */
  const tell = (name, detail) => document.dispatchEvent(new CustomEvent(`vv:${name}`, { detail }));
  /**
   * @template {keyof News} Name
   * @param {Name} name
   * @param {(detail: News[Name]) => void} act
   */
  const hear = (name, act) =>
    document.addEventListener(`vv:${name}`, (event) =>
      act(/** @type {CustomEvent} */ (event).detail)
    );

  // What a reader's browser keeps for the next page, where it is allowed to.
  /** @param {"localStorage" | "sessionStorage"} kind */
  const makeStore = (kind) => {
    /** @param {string} name */
    const key = (name) => `${__md_scope.pathname}.vv.${name}`;
    return {
      /** @param {string} name */
      read: (name) => {
        try {
          return window[kind].getItem(key(name));
        } catch {
          return null;
        }
      },
      /** @param {string} name @param {string} value nothing: to forget it */
      write: (name, value) => {
        try {
          if (value) window[kind].setItem(key(name), value);
          else window[kind].removeItem(key(name));
        } catch {
          // No room, or none allowed.
        }
      },
    };
  };

  /**
   * What is asked for once, and once more after it has failed. `kept` is where it stays.
   * @template Key, Value
   * @param {Map<Key, Promise<Value>>} kept
   * @param {Key} key
   * @param {() => Promise<Value>} act
   */
  const once = (kept, key, act) => {
    const known = kept.get(key);
    if (known) return known;
    const asked = act().catch((error) => {
      kept.delete(key);
      throw error;
    });
    kept.set(key, asked);
    return asked;
  };

  /** @type {Map<string, Promise<unknown>>} */
  const loaded = new Map();
  /** @param {string} name of a script or a style sheet beside this one, or its address */
  const load = (name) =>
    once(
      loaded,
      name,
      () =>
        new Promise((done, failed) => {
          const { href } = new URL(name, script.src);
          const element = name.endsWith(".css")
            ? Object.assign(document.createElement("link"), { rel: "stylesheet", href })
            : Object.assign(document.createElement("script"), { src: href });
          element.onload = done;
          element.onerror = () => failed(new Error(name));
          document.head.append(element);
        })
    );

  // Rows, and where the reader is.

  const rows = /** @type {HTMLElement[]} */ ([
    ...document.querySelectorAll(".vv-chapter > .vv-pair[id]"),
  ]);
  const header = document.querySelector(".md-header");
  /** The line below the header, where the text that is seen begins. */
  const edge = () => header?.getBoundingClientRect().bottom ?? 0;

  /** The first row that begins in the upper third of the window, or else the one that fills it. */
  const rowAtEdge = () => {
    const top = edge();
    let [low, high] = [0, rows.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (rows[middle].getBoundingClientRect().bottom > top + 1) high = middle;
      else low = middle + 1;
    }
    const next = rows[low + 1];
    const begun = next && rows[low].getBoundingClientRect().top < top - 1;
    const near = begun && next.getBoundingClientRect().top < window.innerHeight / 3;
    return near ? next : /** @type {HTMLElement | undefined} */ (rows[low]);
  };

  /** @param {Element | null | undefined} row */
  const isInSight = (row) => {
    const box = row?.getBoundingClientRect();
    return box !== undefined && box.bottom > edge() + 1 && box.top < window.innerHeight;
  };

  /** @param {string} hash */
  const decode = (hash) => {
    try {
      return decodeURIComponent(hash.replace(/^#/, ""));
    } catch {
      return hash.slice(1); // Somebody's own percent sign.
    }
  };
  /** @returns {Place} */
  const readPlace = (hash = location.hash) => {
    const name = decode(hash);
    const [, from, to] = /^(.+)\.\.(.+)$/.exec(name) ?? [];
    if (from) return { id: from, to };
    const [, id, sentence] = /^(.+)\.s([1-9]\d*)$/.exec(name) ?? [];
    return id ? { id, sentence: Number(sentence) } : { id: name };
  };

  /**
   * The row that an address has led to, one of a range, or the row of a sentence.
   * @param {Element} row
   */
  const isNamed = (row) => row.hasAttribute("data-vv-lit") || row.id === readPlace().id;

  /** The row that is read: it has the focus, or was led to, or is simply in sight. */
  const rowRead = () => {
    const focused = document.activeElement;
    const led = document.getElementById(readPlace().id);
    const found = [focused, led, ...document.querySelectorAll("[data-vv-lit]")]
      .map((one) => one?.closest(".vv-chapter > .vv-pair"))
      .find(isInSight);
    const row = found ?? rowAtEdge();
    return isInSight(row) ? /** @type {HTMLElement} */ (row) : undefined;
  };

  /** @param {Element} row */
  const numberOf = (row) => row.querySelector(".vv-number")?.lastChild?.textContent ?? "";

  /** @param {Element} row its texts that are not empty */
  const sidesOf = (row) =>
    /** @type {HTMLElement[]} */ ([
      ...row.querySelectorAll(":scope > .vv-side:not(.vv-empty, .vv-untranslated)"),
    ]);

  /** @param {Element} element */
  const isShown = (element) => element.checkVisibility?.() ?? element.getClientRects().length > 0;

  // Sentences, as the build has marked them (see `sentences.py`).

  /** @param {string | undefined} marks @returns {Sentence[]} */
  const readSentences = (marks) =>
    (marks ?? "")
      .split(" ")
      .filter(Boolean)
      .map((mark) => mark.split(":"))
      .map(([end, group]) => ({ end: Number(end), group }));

  const calls = 'sup[id^="fnref"]';
  /** @param {Node} side */
  const textNodes = function* (side) {
    const walker = document.createTreeWalker(side, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = /** @type {Text} */ (walker.currentNode);
      if (!text.parentElement?.closest(`${calls}, .vv-label`)) yield text;
    }
  };

  /** @param {string} text how many of its characters are no white space */
  const countSigns = (text) => text.replace(/\s+/g, "").length;

  /**
   * The place of such a character, or with `after` the one behind it.
   * @param {Node} side
   * @param {number} number from 0
   * @param {boolean} after
   */
  const placeOf = (side, number, after) => {
    let left = number;
    let last = /** @type {[Node, number]} */ ([side, 0]);
    for (const text of textNodes(side)) {
      const signs = countSigns(text.data);
      if (left < signs) {
        const [{ index }] = [...text.data.matchAll(/\S/g)].slice(left);
        return /** @type {[Node, number]} */ ([text, after ? index + 1 : index]);
      }
      left -= signs;
      last = [text, text.length];
    }
    return last;
  };

  /** @param {HTMLElement} side @param {number} number from 0; one that is not there means all of it */
  const rangeOf = (side, number) => {
    const range = new Range();
    const sentences = readSentences(side.dataset.sentences);
    if (sentences[number]) {
      range.setStart(...placeOf(side, number ? sentences[number - 1].end : 0, false));
      range.setEnd(...placeOf(side, sentences[number].end - 1, true));
    } else range.selectNodeContents(side);
    return range;
  };

  // Controls.

  /**
   * Whether a click or a key comes with none of the keys that give it another meaning.
   * @param {MouseEvent | KeyboardEvent} event
   */
  const isPlain = (event) => !(event.ctrlKey || event.metaKey || event.altKey);
  const fields = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]";
  /** @param {EventTarget | null} target */
  const isField = (target) => target instanceof Element && target.closest(fields) !== null;

  /** What is in front: an open dialog, or the page. Nothing else is read out then. */
  const front = () => [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
  /**
   * What stands in for a dialog where the browser knows none: it lies over the page.
   * @param {HTMLDialogElement} dialog
   */
  const imitate = (dialog) => {
    dialog.showModal = () => dialog.setAttribute("open", "");
    dialog.close = () => dialog.removeAttribute("open");
    dialog.addEventListener("submit", (event) => {
      event.preventDefault();
      dialog.close();
    });
  };
  /**
   * A dialog from its template, closed by a click beside it.
   * @param {string} id
   * @returns {HTMLDialogElement}
   */
  const makeDialog = (id) => {
    const template = /** @type {HTMLTemplateElement} */ (document.getElementById(id));
    const made = /** @type {Element} */ (template.content.firstElementChild).cloneNode(true);
    const dialog = /** @type {HTMLDialogElement} */ (made);
    if (typeof dialog.showModal !== "function") imitate(dialog);
    dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
    document.body.append(dialog);
    return dialog;
  };

  // The one polite live region: what a reader is told who may not see it.
  const region = document.createElement("div");
  region.className = "vv-say";
  region.setAttribute("role", "status");
  document.body.append(region);
  /** @type {number} */
  let timer;
  hear("say", (said) => {
    const { text, show = false } = typeof said === "string" ? { text: said } : said;
    clearTimeout(timer);
    if (region.parentElement !== front()) front().append(region);
    // The same sentence twice is news only when there was nothing in between.
    region.textContent = "";
    region.classList.toggle("vv-shown", show);
    timer = setTimeout(() => {
      region.textContent = text;
      if (show) timer = setTimeout(() => region.classList.remove("vv-shown"), 6000);
    }, 60);
  });

  return {
    tell,
    hear,
    local: makeStore("localStorage"),
    session: makeStore("sessionStorage"),
    once,
    load,
    rows,
    edge,
    rowAtEdge,
    rowRead,
    isInSight,
    isNamed,
    readPlace,
    numberOf,
    sidesOf,
    isShown,
    calls,
    readSentences,
    countSigns,
    textNodes,
    rangeOf,
    isPlain,
    isField,
    front,
    makeDialog,
  };
})();

// Material names a block of code after the nearest id, which it would share with the other side.
document.querySelectorAll("pre:not([id])").forEach((block, number) => {
  block.id = `vv-code-${number}`;
});
