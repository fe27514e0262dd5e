// Notes where they are called, and terms where they stand, in one small window of the page. It holds
// a copy: of the note in the list at the end, or of the term's hidden card (see `term_card.py`);
// without this script both are links. In a narrow window a note stands in the page below its row;
// everything else floats beside its word.
(() => {
  "use strict";

  const chapter = document.querySelector(".vv-chapter");
  if (!chapter) return;
  const narrow = matchMedia("(max-width: 45em)");
  const popup = document.createElement("div");
  popup.id = "vv-popup";
  popup.popover = "manual";
  popup.tabIndex = -1;
  popup.role = "dialog";
  const button = document.createElement("button");
  button.type = "button";
  button.title = document.currentScript.dataset.close;

  // The word that the window belongs to. Where it was asked for, it has the focus, and stays when
  // the pointer moves away.
  let owner;
  let asked;
  let timer;
  const later = (act, wait) => {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  };

  const isNote = (link) => link.matches(".footnote-ref");
  const sourceOf = (link) =>
    document.getElementById(
      isNote(link) ? decodeURIComponent(link.hash.slice(1)) : `vv-term-${link.dataset.term}`
    );
  const find = (event, what) => {
    const link = event.target.closest(what);
    return chapter.contains(link) && !popup.contains(link) && sourceOf(link) ? link : undefined;
  };

  const fill = (link) => {
    const source = sourceOf(link);
    const { lang, dir } = source.closest("[lang]");
    const body = Object.assign(document.createElement("div"), { lang, dir });
    body.append(...source.cloneNode(true).childNodes);
    for (const back of body.querySelectorAll(".footnote-backref")) back.remove();
    for (const named of body.querySelectorAll("[id]")) named.removeAttribute("id");
    const label = source.dataset.name ?? source.firstElementChild.textContent;
    // The words of a card's link wait in it; only here is it known where they lead.
    const words = body.querySelector(".vv-more-link");
    const more = document.createElement("a");
    more.href = link.href;
    if (words) {
      for (const { name, value } of words.attributes) more.setAttribute(name, value);
      more.append(...words.childNodes);
      words.replaceWith(more);
    }
    popup.ariaLabel = label;
    popup.replaceChildren(button, body);
    if (!isNote(link)) return;
    more.textContent = label;
    button.after(more);
  };

  // Within the width of its own text where it can, so that the other can still be read.
  const place = () => {
    const words = [...owner.getClientRects()];
    const below = narrow.matches && isNote(owner);
    popup.style.cssText = "";
    popup.togglePopover(!below);
    popup.classList.toggle("vv-below", below);
    const { width, height, top } = popup.getBoundingClientRect();
    if (below) {
      scrollBy({ top: Math.max(0, words[0].bottom + 8 - top), behavior: "instant" });
      return;
    }
    const under = words.at(-1).bottom + 6;
    const over = words[0].top - 6 - height;
    const up = under + height > innerHeight && over > 48;
    const word = up ? words[0] : words.at(-1);
    const column = owner.closest(".vv-side").getBoundingClientRect();
    const inside = (left, from, to) => Math.max(from, Math.min(left, to - width));
    const left = inside(word.left + (word.width - width) / 2, column.left, column.right);
    popup.style.left = `${scrollX + inside(left, 8, document.body.clientWidth - 8)}px`;
    popup.style.top = `${scrollY + (up ? over : under)}px`;
  };

  const open = (link, focus) => {
    clearTimeout(timer);
    fill(link);
    link.closest(".vv-pair").after(popup);
    [owner, asked] = [link, focus];
    place();
    if (focus) popup.focus({ preventScroll: true });
  };
  const hide = (back) => {
    clearTimeout(timer);
    if (asked && back) owner.focus();
    owner = asked = undefined;
    popup.remove();
  };
  button.addEventListener("click", () => hide(true));

  // A click follows the mark of a term, whose card the pointer has shown; a tap shows the card.
  let tapped;
  document.addEventListener("pointerdown", (event) => {
    clearTimeout(timer);
    const link = event.pointerType !== "mouse" && find(event, ".vv-term");
    tapped = link && { link, again: link === owner };
  });
  // Who uses or selects something else goes on there; otherwise the focus goes back.
  const leave = (target) => {
    const used = target.closest("a, button, summary, input, label");
    if (!popup.contains(target)) hide(!used && getSelection().isCollapsed);
    else if (used?.hash && used.parentElement === popup) hide();
  };
  document.addEventListener("click", (event) => {
    const link = find(event, ".footnote-ref, .vv-term");
    const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (link && plain && (isNote(link) || tapped?.link === link)) {
      event.preventDefault();
      if (isNote(link) ? link === owner : tapped.again) hide(true);
      else open(link, true);
    } else leave(event.target);
  });
  // Some browsers make no click of a tap on what is no control.
  document.addEventListener("pointerup", (event) => {
    if (event.pointerType !== "mouse" && owner) later(() => leave(event.target), 90);
  });

  // The pointer rests on a term, moves over to its card, leaves both.
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse" || event.buttons || asked) return;
    const link = find(event, ".vv-term");
    if (popup.contains(event.target) || (link && link === owner)) clearTimeout(timer);
    else if (link) later(() => open(link), 200);
    else later(hide, 250);
  });

  document.addEventListener("focusin", (event) => {
    if (popup.contains(event.target) || !event.target.matches(":focus-visible")) return;
    const link = find(event, ".vv-term");
    if (link) {
      link.setAttribute("aria-describedby", sourceOf(link).id);
      open(link);
    } else if (event.target !== owner) hide();
  });

  const escape = (event) => {
    if (event.key !== "Escape" || !owner) return;
    event.stopPropagation();
    hide(true);
  };
  document.addEventListener("keydown", escape, true);
  document.addEventListener("vv:view", () => hide(true));
  addEventListener("resize", () => owner && place());
})();
