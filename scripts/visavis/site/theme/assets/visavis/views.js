// The view beyond the radio buttons, which choose it without a script: the choice is kept, stands in
// the address, goes with every link, and the row in sight stays where it is. After each change
// `vv:view` tells the view's name. The script beside the buttons has set them before anything was
// drawn.
(() => {
  "use strict";

  const found = document.getElementById("vv-views");
  if (!found) return;
  const form = /** @type {HTMLFormElement} */ (found);
  const { edge, hear, isShown, local, readPlace, rowAtEdge, session } = visavis;
  const root = document.documentElement;
  const names = ["view", "first", "paper"];

  // What a page does by itself is not worth a word in the address or in the memory.
  /** @param {string} name */
  const chosen = (name) => {
    const button = /** @type {HTMLInputElement | null} */ (
      form.querySelector(`[name=vv-${name}]:checked`)
    );
    return button && !button.defaultChecked ? button.value : "";
  };

  /** @param {URL} url */
  const carry = (url) => {
    for (const name of names) {
      const value = chosen(name);
      if (value) url.searchParams.set(name, value);
      else url.searchParams.delete(name);
    }
    return url;
  };

  // For the style sheet, where the browser knows no `:has` (see `views.css`).
  const page = /** @type {HTMLElement} */ (document.querySelector(".md-container"));
  const blind = !CSS.supports("selector(:has(*))");
  const write = () => {
    const checked = [...form.querySelectorAll("input:checked")].map((button) => button.id);
    if (!blind) return;
    page.dataset.vvChosen = checked.slice(0, 2).join(" ");
    page.toggleAttribute("data-vv-bare", checked.includes("vv-paper-bare"));
  };

  // And where it knows no popovers, this is one.
  const unfold = () => {
    const button = document.querySelector(".vv-views-button");
    /** @param {boolean} open */
    const turn = (open) => {
      form.toggleAttribute("data-vv-open", open);
      button?.setAttribute("aria-expanded", String(open));
    };
    document.addEventListener("click", ({ target }) => {
      const inside = /** @type {Node} */ (target);
      if (button?.contains(inside)) turn(!form.hasAttribute("data-vv-open"));
      else if (!form.contains(inside)) turn(false);
    });
    document.addEventListener("keydown", ({ key }) => key === "Escape" && turn(false));
  };
  if (typeof form.togglePopover !== "function") unfold();

  const address = () => {
    const url = carry(new URL(location.href)).href;
    if (url === location.href) return;
    try {
      history.replaceState(history.state, "", url);
    } catch {
      // From a file some browsers let no address be changed.
    }
  };

  // The row at the header's edge, and where in it that edge is: pixels above it, or the part of it that
  // has been read. At the head of the page: none.
  /** @type {{ row: HTMLElement, above: number, read: number } | undefined} */
  let held;
  /** @type {number | undefined} */
  let put;
  const note = () => {
    if (window.scrollY === put) return;
    put = undefined;
    const row = window.scrollY > 0 ? rowAtEdge() : undefined;
    const box = row?.getBoundingClientRect();
    const above = box && box.top - edge();
    held = row && box && { row, above: Math.max(0, above ?? 0), read: -(above ?? 0) / box.height };
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
    const shown = headings.find(isShown);
    if (!shown || shown === headings[0]) return;
    const passed = shown.getBoundingClientRect().bottom <= edge();
    topic?.classList.toggle("md-header__title--active", passed);
  };

  /** @param {Event} event */
  const change = ({ target }) => {
    const name = /** @type {HTMLInputElement} */ (target).name.replace("vv-", "");
    if (!names.includes(name)) return;
    for (const both of document.querySelectorAll("[data-vv-both]"))
      both.removeAttribute("data-vv-both");
    write();
    restore();
    // The session remembers also that a link's view was given up for the page's own.
    for (const store of [session, local]) store.write(name, chosen(name));
    address();
    visavis.tell("view", chosen("view") || "auto");
  };

  // A link takes the view along at the moment it is used; what it names is left as it is.
  /** @param {Event} event */
  const take = ({ target }) => {
    const link = target instanceof Element && target.closest("a[href]");
    if (!(link instanceof HTMLAnchorElement)) return;
    if (link.origin !== location.origin || link.protocol === "blob:") return;
    if (!link.pathname.startsWith(__md_scope.pathname) || link.hasAttribute("download")) return;
    const url = carry(new URL(link.href));
    if (url.href !== link.href) link.href = url.href;
  };

  // A text that the view hides is shown where an address leads into it, or a script asks for it with
  // `vv:show`: its row is opened, or has both texts until a view is chosen.
  /** @param {Element} text */
  const show = (text) => {
    const row = text.parentElement;
    if (!row || isShown(text)) return;
    const more = /** @type {HTMLDetailsElement | null} */ (row.querySelector(":scope > .vv-more"));
    if (more) more.open = true;
    row.toggleAttribute("data-vv-both", !isShown(text));
  };
  const open = () => {
    const target = document.getElementById(readPlace().id);
    const text = target?.closest(".vv-side, .vv-notes > ol");
    if (!target || !text || isShown(text)) return;
    show(text);
    target.scrollIntoView();
  };

  // Material opens every disclosure for the printer; paper shows what the screen shows. A site that
  // does not know its own address is told it for the foot of the page.
  /** @param {boolean} on */
  const paper = (on) => {
    const known = document.querySelector("link[rel=canonical]");
    if (on && !known && location.protocol.startsWith("http"))
      root.style.setProperty("--vv-permalink", JSON.stringify(location.origin + location.pathname));
    for (const more of /** @type {NodeListOf<HTMLDetailsElement>} */ (
      document.querySelectorAll(".vv-more")
    ))
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
    if (notes instanceof HTMLElement) notes.style.setProperty("content-visibility", "visible");
  };

  form.addEventListener("change", change);
  const idle = window.requestIdleCallback ?? setTimeout;
  window.addEventListener("load", () => idle(settle));
  for (const act of [note, entitle]) window.addEventListener("scroll", act, { passive: true });
  window.addEventListener("resize", resize);
  window.addEventListener("hashchange", open);
  hear("show", show);
  window.addEventListener("beforeprint", () => paper(true), true);
  window.addEventListener("afterprint", () => paper(false));
  for (const use of ["pointerdown", "focusin", "click"])
    document.addEventListener(use, take, { capture: true, passive: true });

  for (const name of names) if (chosen(name)) session.write(name, chosen(name));
  write();
  address();
  open();
  note();
  entitle();
})();
