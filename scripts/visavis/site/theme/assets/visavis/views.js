// The view beyond the radio buttons, which choose it without a script: the choice is kept, stands in
// the address, goes with every link, and the row in sight stays where it is. After each change
// `vv:view` tells the view's name. The script beside the buttons has set them before anything was
// drawn.
(() => {
  "use strict";

  const form = document.getElementById("vv-views");
  if (!form) return;
  const rows = [...document.querySelectorAll(".vv-chapter > .vv-pair")];
  const header = document.querySelector(".md-header");
  const names = ["view", "first"];
  const key = (name) => `${__md_scope.pathname}.vv.${name}`;
  const stores = () => {
    try {
      return [sessionStorage, localStorage];
    } catch {
      return []; // Some readers allow no storage; the address still carries the view.
    }
  };

  // What a page does by itself is not worth a word in the address or in the memory.
  const chosen = (name) => {
    const choices = [...form.elements[`vv-${name}`]];
    const button = choices.find((choice) => choice.checked);
    return button && !button.defaultChecked ? button.value : "";
  };

  const carry = (url) => {
    for (const name of names) {
      const value = chosen(name);
      if (value) url.searchParams.set(name, value);
      else url.searchParams.delete(name);
    }
    return url;
  };

  const address = () => {
    const url = carry(new URL(location.href)).href;
    if (url === location.href) return;
    try {
      history.replaceState(history.state, "", url);
    } catch {
      // From a file some browsers let no address be changed.
    }
  };

  // The row that is read: the first that begins in the upper third of the window, or else the one
  // that fills it; and where in it the header's edge is: pixels above it, or the part of it that has
  // been read. At the head of the page: none.
  let held;
  let put;
  const edge = () => header.getBoundingClientRect().bottom;
  const note = () => {
    if (window.scrollY === put) return;
    put = undefined;
    const top = edge();
    let [low, high] = [0, rows.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (rows[middle].getBoundingClientRect().bottom > top + 1) high = middle;
      else low = middle + 1;
    }
    const next = rows[low + 1];
    const begins = next && rows[low].getBoundingClientRect().top < top;
    if (begins && next.getBoundingClientRect().top < window.innerHeight / 3) low++;
    const row = window.scrollY > 0 ? rows[low] : undefined;
    const box = row?.getBoundingClientRect();
    held = box && { row, above: Math.max(0, box.top - top), read: (top - box.top) / box.height };
  };
  const restore = () => {
    if (!held) return;
    // Rows that have not been drawn yet have a guessed height: what comes into sight may move the
    // row once more.
    for (let turn = 0; turn < 3; turn++) {
      const box = held.row.getBoundingClientRect();
      const wanted = edge() + held.above - Math.max(0, held.read) * box.height;
      if (Math.abs(box.top - wanted) < 1) break;
      window.scrollBy({ top: box.top - wanted, behavior: "instant" });
    }
    put = window.scrollY;
  };

  // Material takes the page's title into the header when the first heading has gone by; where the view
  // hides that one, the other's passing counts.
  const headings = [...document.querySelectorAll(".vv-side > h1")];
  const topic = document.querySelector("[data-md-component=header-title]");
  const entitle = () => {
    const shown = headings.find((heading) => heading.checkVisibility());
    if (!shown || shown === headings[0]) return;
    const passed = shown.getBoundingClientRect().bottom <= edge();
    topic?.classList.toggle("md-header__title--active", passed);
  };

  const change = (event) => {
    const name = event.target.name?.replace("vv-", "");
    if (!names.includes(name)) return;
    for (const both of document.querySelectorAll("[data-vv-both]")) both.removeAttribute("data-vv-both");
    restore();
    for (const store of stores())
      try {
        // The session remembers also that a link's view was given up for the page's own.
        if (chosen(name)) store.setItem(key(name), chosen(name));
        else store.removeItem(key(name));
      } catch {
        // No room, or none allowed.
      }
    address();
    document.dispatchEvent(new CustomEvent("vv:view", { detail: chosen("view") || "auto" }));
  };

  // A link takes the view along at the moment it is used; what it names is left as it is.
  const take = (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || link.origin !== location.origin || link.protocol === "blob:") return;
    if (!link.pathname.startsWith(__md_scope.pathname) || link.hasAttribute("download")) return;
    const url = carry(new URL(link.href));
    if (url.href !== link.href) link.href = url.href;
  };

  // A text that the view hides is shown where an address leads into it, or a script asks for it with
  // `vv:show` (detail: the text): its row is opened, or has both texts until a view is chosen.
  const show = (text) => {
    if (text.checkVisibility()) return;
    const more = text.parentElement.querySelector(":scope > .vv-more");
    if (more) more.open = true;
    text.parentElement.toggleAttribute("data-vv-both", !text.checkVisibility());
  };
  const open = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const text = target?.closest(".vv-side, .vv-notes > ol");
    if (!text || text.checkVisibility()) return;
    show(text);
    target.scrollIntoView();
  };

  // Material opens every disclosure for the printer; paper shows what the screen shows. A site that
  // does not know its own address is told it for the foot of the page.
  const paper = (on) => {
    const root = document.documentElement.style;
    const known = document.querySelector("link[rel=canonical]");
    if (on && !known && location.protocol.startsWith("http"))
      root.setProperty("--vv-permalink", JSON.stringify(location.origin + location.pathname));
    for (const more of document.querySelectorAll(".vv-more"))
      more.toggleAttribute("data-vv-shut", on && !more.open);
  };

  let width = window.innerWidth;
  const resize = () => {
    if (window.innerWidth === width) return;
    width = window.innerWidth;
    restore();
  };

  // A reader who jumps to the end of the page finds it there: once the page is at rest, the notes
  // have no guessed height any more. In a long chapter they keep it, as the rows do.
  const settle = () => {
    const notes = document.querySelector(".vv-chapter:not(.vv-long) ~ .vv-notes");
    if (notes) notes.style.contentVisibility = "visible";
  };

  form.addEventListener("change", change);
  const idle = window.requestIdleCallback ?? setTimeout;
  window.addEventListener("load", () => idle(settle));
  for (const act of [note, entitle]) window.addEventListener("scroll", act, { passive: true });
  window.addEventListener("resize", resize);
  window.addEventListener("hashchange", open);
  document.addEventListener("vv:show", ({ detail }) => show(detail));
  window.addEventListener("beforeprint", () => paper(true), true);
  window.addEventListener("afterprint", () => paper(false));
  for (const use of ["pointerdown", "focusin", "click"])
    document.addEventListener(use, take, { capture: true, passive: true });

  try {
    for (const name of names)
      if (chosen(name)) sessionStorage.setItem(key(name), chosen(name));
  } catch {
    // As above.
  }
  address();
  open();
  note();
  entitle();
})();
