// Copying takes the text in which the selection began: the other column cannot be selected with it.
// A selection that begins outside of both texts, such as that of the whole page, takes everything. The
// numbers of notes are left out, since they would stick to the words.
(() => {
  "use strict";

  const root = document.documentElement;
  const texts = ".vv-side, .vv-notes > ol";
  const calls = 'sup[id^="fnref"], .footnote-backref';

  const textOf = (node) => (node?.nodeType === 1 ? node : node?.parentElement)?.closest(texts);
  const isFirst = (text) =>
    text.matches(".vv-side") ? text.matches(":first-child") : text.matches(".vv-a");
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
    if (event.shiftKey || event.button > 0 || !textOf(event.target)) return;
    mark(event.target);
    if (before && before !== root.dataset.vvFrom) document.getSelection().removeAllRanges();
  });
  document.addEventListener("selectionchange", () => {
    // Who types in a field selects nothing, and to ask would have the browser lay out the page.
    if (document.activeElement?.matches("input, textarea")) return;
    const selection = document.getSelection();
    if (!selection.isCollapsed) mark(selection.anchorNode);
  });

  // Browsers differ in what they copy of text that cannot be selected; here it is left out.
  document.addEventListener("copy", (event) => {
    const selection = document.getSelection();
    const from = textOf(selection.anchorNode);
    mark(selection.anchorNode);
    if (event.defaultPrevented || selection.isCollapsed) return;
    // The browser copies right after this, and nothing that is not displayed.
    root.toggleAttribute("data-vv-copying", true);
    setTimeout(() => root.removeAttribute("data-vv-copying"));
    if (!from) return;
    const range = selection.getRangeAt(0);
    if (from.contains(range.commonAncestorContainer)) return;
    const first = isFirst(from);
    const copied = document.createElement("div");
    for (const text of document.querySelectorAll(texts)) {
      if (isFirst(text) !== first || !range.intersectsNode(text) || !text.checkVisibility()) continue;
      const part = document.createRange();
      part.selectNodeContents(text);
      if (part.comparePoint(range.startContainer, range.startOffset) === 0)
        part.setStart(range.startContainer, range.startOffset);
      if (part.comparePoint(range.endContainer, range.endOffset) === 0)
        part.setEnd(range.endContainer, range.endOffset);
      const shell = text.cloneNode(false);
      shell.removeAttribute("tabindex");
      shell.append(part.cloneContents());
      if (shell.textContent.trim()) copied.append(shell);
    }
    for (const call of copied.querySelectorAll(calls)) call.remove();
    // The text is read as the page would show it, so it must stand in the page for a moment.
    copied.className = "vv-copied";
    from.ownerDocument.body.append(copied);
    event.clipboardData.setData("text/plain", copied.innerText.trim());
    copied.remove();
    event.clipboardData.setData("text/html", copied.innerHTML);
    event.preventDefault();
  });
})();
