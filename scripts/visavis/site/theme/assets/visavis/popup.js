// Notes where they are called, and terms where they stand, in one small window of the page. It holds
// a copy: of the note in the list at the end, or of the term's hidden card (see `term_card.py`);
// without this script both are links. In a narrow window a note stands in the page below its row;
// everything else floats beside its word.
(() => {
  "use strict";

  const found = document.querySelector(".vv-chapter");
  if (!found) return;
  const chapter = found;
  const { close = "" } = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
  const narrow = matchMedia("(max-width: 45em)");
  const popup = document.createElement("div");
  popup.id = "vv-popup";
  // Browsers without popovers have it among the rows, where it covers what is near it as well.
  const floats = typeof popup.togglePopover === "function";
  popup.setAttribute("role", "dialog");
  popup.tabIndex = -1;
  if (floats) popup.popover = "manual";
  const button = Object.assign(document.createElement("button"), { type: "button", title: close });

  // The word that the window belongs to. Where it was asked for, it has the focus, and stays when
  // the pointer moves away.
  /** @type {HTMLAnchorElement | undefined} */
  let owner;
  let asked = false;
  /** @type {number} */
  let timer;
  /** @param {() => void} act @param {number} wait */
  const later = (act, wait) => {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  };

  /** @param {Element} link */
  const isNote = (link) => link.matches(".footnote-ref");
  /** @param {HTMLAnchorElement} link */
  const sourceOf = (link) =>
    document.getElementById(
      isNote(link) ? visavis.readPlace(link.hash).id : `vv-term-${link.dataset.term}`
    );
  /** @param {Event} event @param {string} what @returns {HTMLAnchorElement | undefined} */
  const find = ({ target }, what) => {
    const link = target instanceof Element && target.closest(what);
    if (!(link instanceof HTMLAnchorElement) || !sourceOf(link)) return undefined;
    return chapter.contains(link) && !popup.contains(link) ? link : undefined;
  };

  /** @param {HTMLAnchorElement} link @param {HTMLElement} source */
  const fill = (link, source) => {
    const { lang, dir } = /** @type {HTMLElement} */ (source.closest("[lang]"));
    const body = Object.assign(document.createElement("div"), { lang, dir });
    body.append(...source.cloneNode(true).childNodes);
    for (const back of body.querySelectorAll(".footnote-backref")) back.remove();
    for (const named of body.querySelectorAll("[id]")) named.removeAttribute("id");
    const label = source.dataset.name ?? source.firstElementChild?.textContent ?? "";
    // The words of a card's link wait in it; only here is it known where they lead.
    const words = body.querySelector(".vv-more-link");
    const more = document.createElement("a");
    more.href = link.href;
    if (words) {
      for (const { name, value } of words.attributes) more.setAttribute(name, value);
      more.append(...words.childNodes);
      words.replaceWith(more);
    }
    popup.setAttribute("aria-label", label);
    popup.replaceChildren(button, body);
    if (!isNote(link)) return;
    more.textContent = label;
    button.after(more);
  };

  // Within the width of its own text where it can, so that the other can still be read.
  /** @param {HTMLAnchorElement} link */
  const place = (link) => {
    const words = [...link.getClientRects()];
    const last = words[words.length - 1];
    const below = narrow.matches && isNote(link);
    for (const side of ["left", "top"]) popup.style.removeProperty(side);
    if (floats) popup.togglePopover(!below);
    popup.classList.toggle("vv-below", below);
    const { width, height, top } = popup.getBoundingClientRect();
    if (below) {
      scrollBy({ top: Math.max(0, last.bottom + 8 - top), behavior: "instant" });
      return;
    }
    const under = last.bottom + 6;
    const over = words[0].top - 6 - height;
    const up = under + height > innerHeight && over > 48;
    const word = up ? words[0] : last;
    const column = /** @type {Element} */ (link.closest(".vv-side")).getBoundingClientRect();
    /** @param {number} left @param {number} from @param {number} to */
    const inside = (left, from, to) => Math.max(from, Math.min(left, to - width));
    const left = inside(word.left + (word.width - width) / 2, column.left, column.right);
    const origin = (floats ? null : popup.offsetParent)?.getBoundingClientRect();
    const [x, y] = [origin?.left ?? -scrollX, origin?.top ?? -scrollY];
    popup.style.setProperty("left", `${inside(left, 8, document.body.clientWidth - 8) - x}px`);
    popup.style.setProperty("top", `${(up ? over : under) - y}px`);
  };

  /** @param {HTMLAnchorElement} link @param {boolean} [focus] */
  const open = (link, focus = false) => {
    const source = sourceOf(link);
    if (!source) return;
    clearTimeout(timer);
    fill(link, source);
    link.closest(".vv-pair")?.after(popup);
    [owner, asked] = [link, focus];
    place(link);
    if (focus) popup.focus({ preventScroll: true });
  };
  const hide = (back = false) => {
    clearTimeout(timer);
    if (asked && back) owner?.focus();
    owner = undefined;
    asked = false;
    popup.remove();
  };
  button.addEventListener("click", () => hide(true));

  // A click follows the mark of a term, whose card the pointer has shown; a tap shows the card.
  /** @type {{ link: HTMLAnchorElement, again: boolean } | undefined} */
  let tapped;
  document.addEventListener("pointerdown", (event) => {
    clearTimeout(timer);
    const link = event.pointerType === "mouse" ? undefined : find(event, ".vv-term");
    tapped = link && { link, again: link === owner };
  });
  // Who uses or selects something else goes on there; otherwise the focus goes back.
  /** @param {Element} target */
  const leave = (target) => {
    const used = target.closest("a, button, summary, input, label");
    if (!popup.contains(target)) hide(!used && getSelection()?.isCollapsed);
    else if (used instanceof HTMLAnchorElement && used.hash && used.parentElement === popup) hide();
  };
  document.addEventListener("click", (event) => {
    const link = find(event, ".footnote-ref, .vv-term");
    const plain = visavis.isPlain(event) && !event.shiftKey;
    if (link && plain && (isNote(link) || tapped?.link === link)) {
      event.preventDefault();
      if (isNote(link) ? link === owner : tapped?.again) hide(true);
      else open(link, true);
    } else leave(/** @type {Element} */ (event.target));
  });
  // Some browsers make no click of a tap on what is no control.
  document.addEventListener("pointerup", ({ pointerType, target }) => {
    if (pointerType !== "mouse" && owner) later(() => leave(/** @type {Element} */ (target)), 90);
  });

  // The pointer rests on a term, moves over to its card, leaves both.
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse" || event.buttons || asked) return;
    const link = find(event, ".vv-term");
    if (popup.contains(/** @type {Node} */ (event.target)) || (link && link === owner))
      clearTimeout(timer);
    else if (link) later(() => open(link), 200);
    else later(hide, 250);
  });

  document.addEventListener("focusin", (event) => {
    const target = /** @type {Element} */ (event.target);
    if (popup.contains(target) || !target.matches(":focus-visible")) return;
    const link = find(event, ".vv-term");
    if (link) {
      link.setAttribute("aria-describedby", sourceOf(link)?.id ?? "");
      open(link);
    } else if (target !== owner) hide();
  });

  /** @param {KeyboardEvent} event */
  const leaveByKey = (event) => {
    if (event.key !== "Escape" || !owner) return;
    event.stopPropagation();
    hide(true);
  };
  document.addEventListener("keydown", leaveByKey, true);
  visavis.hear("view", () => hide(true));
  addEventListener("resize", () => owner && place(owner));
})();
