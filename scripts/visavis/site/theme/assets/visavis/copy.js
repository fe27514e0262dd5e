// Copying takes the text in which the selection began: the other column cannot be selected with it.
// A selection that begins outside of both texts, such as that of the whole page, takes everything. The
// numbers of notes are left out, since they would stick to the words.
(() => {
  "use strict";

  const root = document.documentElement;
  const texts = ".vv-side, .vv-notes > ol";

  /** @param {Node | null} node @returns {HTMLElement | null | undefined} */
  const textOf = (node) => (node instanceof Element ? node : node?.parentElement)?.closest(texts);
  /** @param {Element} text */
  const isFirst = (text) =>
    text.matches(".vv-side") ? text.matches(":first-child") : text.matches(".vv-a");
  /** @param {Node | null} node */
  const mark = (node) => {
    const text = textOf(node);
    const from = text && (isFirst(text) ? "a" : "b");
    if (from === root.dataset.vvFrom) return;
    if (from) root.dataset.vvFrom = from;
    else delete root.dataset.vvFrom;
  };

  // The pointer comes first, so that the column it goes down in can be selected at all. What was
  // selected in the other ends there; otherwise it would spread to this column and be dragged away.
  document.addEventListener("pointerdown", (event) => {
    const before = root.dataset.vvFrom;
    const target = /** @type {Node} */ (event.target);
    if (event.shiftKey || event.button > 0 || !textOf(target)) return;
    mark(target);
    if (before && before !== root.dataset.vvFrom) document.getSelection()?.removeAllRanges();
  });
  document.addEventListener("selectionchange", () => {
    // Who types in a field selects nothing, and to ask would have the browser lay out the page.
    if (visavis.isField(document.activeElement)) return;
    const selection = document.getSelection();
    if (selection && !selection.isCollapsed) mark(selection.anchorNode);
  });

  /**
   * The part of a text that is selected, or nothing.
   * @param {HTMLElement} text
   * @param {Range} range
   */
  const cut = (text, range) => {
    const part = document.createRange();
    part.selectNodeContents(text);
    if (part.comparePoint(range.startContainer, range.startOffset) === 0)
      part.setStart(range.startContainer, range.startOffset);
    if (part.comparePoint(range.endContainer, range.endOffset) === 0)
      part.setEnd(range.endContainer, range.endOffset);
    const shell = /** @type {HTMLElement} */ (text.cloneNode(false));
    shell.removeAttribute("tabindex");
    shell.append(part.cloneContents());
    return shell.textContent?.trim() ? [shell] : [];
  };

  // Browsers differ in what they copy of text that cannot be selected; here it is left out.
  document.addEventListener("copy", (event) => {
    const selection = document.getSelection();
    if (!selection) return;
    const from = textOf(selection.anchorNode);
    mark(selection.anchorNode);
    if (event.defaultPrevented || selection.isCollapsed) return;
    // The browser copies right after this, and nothing that is not displayed.
    root.toggleAttribute("data-vv-copying", true);
    setTimeout(() => root.removeAttribute("data-vv-copying"));
    if (!from || !event.clipboardData) return;
    const range = selection.getRangeAt(0);
    if (from.contains(range.commonAncestorContainer)) return;
    const all = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(texts)]);
    const chosen = all.filter(
      (text) =>
        isFirst(text) === isFirst(from) && range.intersectsNode(text) && visavis.isShown(text)
    );
    const copied = document.createElement("div");
    copied.append(...chosen.flatMap((text) => cut(text, range)));
    for (const call of copied.querySelectorAll(`${visavis.calls}, .footnote-backref`))
      call.remove();
    // The text is read as the page would show it, so it must stand in the page for a moment.
    copied.className = "vv-copied";
    document.body.append(copied);
    // biome-ignore lint/performance/useDomNodeTextContent: lines and tables as they are laid out
    event.clipboardData.setData("text/plain", copied.innerText.trim());
    copied.remove();
    event.clipboardData.setData("text/html", copied.innerHTML);
    event.preventDefault();
  });
})();
