// Addresses beyond single rows, which browsers open by themselves: `#p4..p7` lights its rows, also
// when an end has moved. A click on a row's number copies the permanent address; with the shift key
// held it makes a range that begins at the number used before. Other scripts have something
// copied with `vv:copy`.
(() => {
  "use strict";

  const words = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
  const { front, hear, isPlain, numberOf, readPlace, rows, tell } = visavis;

  // Older browsers, and pages that were opened from a file, may have no clipboard of the new kind.
  /** @param {string} text */
  const copyOldWay = (text) => {
    const back = document.activeElement;
    const field = document.createElement("textarea");
    Object.assign(field, { value: text, readOnly: true, className: "vv-hidden" });
    front().append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    if (back instanceof HTMLElement) back.focus({ preventScroll: true });
    return done;
  };
  hear("copy", async ({ text, say }) => {
    const done = await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false
    );
    tell("say", { text: done || copyOldWay(text) ? say : `${words.failed} ${text}`, show: true });
  });

  /** @param {string} hash */
  const permanent = (hash) => {
    const known = document.querySelector("link[rel=canonical]")?.getAttribute("href");
    return (known ?? location.href.replace(/[?#].*/, "")) + hash;
  };

  /**
   * Where an id is now: a row; a page and a row there; or what there is to say of it. An id without a
   * paragraph has a sentence in the page, with a link to where it went, if anywhere.
   * @param {string} id
   * @returns {{ row?: HTMLElement | null, page?: string, name?: string, said?: string | null }}
   */
  const follow = (id) => {
    const place = document.getElementById(id);
    if (!place?.matches(".vv-old")) return { row: rows.find((row) => row === place) };
    const link = place.querySelector("a");
    if (!link) return { said: place.textContent };
    const [page] = link.href.split("#");
    const name = readPlace(link.hash).id;
    const here = page === location.href.split("#")[0];
    return here ? { row: document.getElementById(name) } : { page, name, said: place.textContent };
  };

  // The row where a range made by hand begins.
  /** @type {HTMLElement | undefined} */
  let anchor;
  /** @param {string[]} names the ends of a range */
  const light = (names) => {
    const ends = names.map(follow);
    const [{ page, name }, end] = ends;
    if (page && page === end.page) {
      location.replace(`${page}#${name}..${end.name}`);
      return;
    }
    const at = ends.flatMap(({ row }) => (row ? [rows.indexOf(row)] : []));
    const gone = ends.map(({ said }) => said).filter(Boolean);
    if (gone.length) tell("say", { text: gone.join(" "), show: true });
    if (!at.length) return;
    const lit = rows.slice(Math.min(...at), Math.max(...at) + 1);
    for (const row of lit) row.setAttribute("data-vv-lit", "");
    const [first] = lit;
    const last = lit[lit.length - 1];
    if (!anchor || !lit.includes(anchor)) anchor = first;
    if (!gone.length && first !== last && words.range)
      tell("say", words.range.replace("{from}", numberOf(first)).replace("{to}", numberOf(last)));
    // Who made the range is there already; who came by a link goes on from its first row.
    if (lit.some((row) => row.contains(document.activeElement))) return;
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
    first.scrollIntoView();
  };
  const open = () => {
    for (const row of rows) row.removeAttribute("data-vv-lit");
    const { id, sentence, to } = readPlace();
    if (to) light([id, to]);
    // A sentence of a row that has gone is told of like the row.
    else if (sentence && document.getElementById(id)?.matches(".vv-old"))
      location.replace(`#${id}`);
    else anchor = rows.find((row) => row.id === id) ?? anchor;
  };

  /** @param {MouseEvent} event @returns {HTMLAnchorElement | null} */
  const numberIn = (event) => {
    const { target } = event;
    return isPlain(event) && target instanceof Element ? target.closest("a.vv-number") : null;
  };
  // The shift key would select the text in between.
  document.addEventListener("mousedown", (event) => {
    if (event.shiftKey && numberIn(event)) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const link = numberIn(event);
    const row = rows.find((one) => one.contains(link));
    if (!link || !row) return;
    let { hash } = link;
    if (event.shiftKey) {
      event.preventDefault();
      const ends = [rows.indexOf(anchor ?? row), rows.indexOf(row)].sort((a, b) => a - b);
      const [from, to] = ends.map((index) => rows[index].id);
      link.focus({ preventScroll: true });
      hash = from === to ? `#${from}` : `#${from}..${to}`;
      location.hash = hash;
    }
    anchor = event.shiftKey ? (anchor ?? row) : row;
    const text = permanent(hash);
    tell("copy", { text, say: `${words.copied} ${text}` });
  });

  addEventListener("hashchange", open);
  // After `views.js`, which may carry the view into the address.
  open();
})();
