// The sentence under the pointer, and those that answer it in the other text. What a sentence is and
// which one answers which, the sides say in `data-sentences` (see `sentences.py`); where that is not
// sure, both paragraphs light up as a whole. The page's elements stay as they are: the browser paints
// ranges (CSS Custom Highlight API); one that cannot, shows the row.
(() => {
  "use strict";

  const root = document.querySelector(".vv-chapter");
  if (!root) return;
  const paints = window.Highlight && CSS.highlights;
  const isCall = (node) => node.parentElement.closest('sup[id^="fnref"], .vv-label');
  const spaces = /\s+/g;

  // The sentences of a side: where each ends, counted in characters that are no white space.
  const read = new WeakMap();
  const sentencesOf = (side) => {
    if (!read.has(side)) {
      const marks = side.dataset.sentences?.split(" ").map((mark) => mark.split(":"));
      read.set(side, marks?.map(([end, group]) => ({ end: Number(end), group })) ?? []);
    }
    return read.get(side);
  };

  const textNodes = function* (side) {
    const walker = document.createTreeWalker(side, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (!isCall(walker.currentNode)) yield walker.currentNode;
  };

  // Characters before a place in a side.
  const countTo = (side, node, offset) => {
    let count = 0;
    for (const text of textNodes(side)) {
      if (text === node) return count + text.data.slice(0, offset).replace(spaces, "").length;
      count += text.data.replace(spaces, "").length;
    }
    return -1;
  };

  // The place after so many characters; `after` says whether the white space that follows belongs to
  // what comes before.
  const placeAt = (side, wanted, after) => {
    let count = 0;
    let last;
    for (const text of textNodes(side)) {
      const length = text.data.replace(spaces, "").length;
      if (length && count + length > (after ? wanted - 1 : wanted)) {
        let left = wanted - count;
        for (let at = 0; at < text.data.length; at += 1) {
          if (/\s/.test(text.data[at])) continue;
          if (after ? left === 1 : left === 0) return [text, at + (after ? 1 : 0)];
          left -= 1;
        }
      }
      count += length;
      last = text;
    }
    return last && [last, last.length];
  };

  const rangeOf = (side, number) => {
    const range = new Range();
    const sentences = sentencesOf(side);
    if (!sentences[number]) {
      range.selectNodeContents(side);
      return range;
    }
    range.setStart(...placeAt(side, number ? sentences[number - 1].end : 0, false));
    range.setEnd(...placeAt(side, sentences[number].end, true));
    return range;
  };

  const sidesOf = (row) => [...row.querySelectorAll(":scope > .vv-side:not(.vv-empty, .vv-untranslated)")];

  // What lights up with a sentence: itself and its answers, or both paragraphs.
  const rangesOf = (side, number) => {
    const sides = sidesOf(side.parentElement);
    const group = sentencesOf(side)[number]?.group;
    if (!group) return sides.map((one) => rangeOf(one, -1));
    return sides.flatMap((one) =>
      sentencesOf(one).flatMap((sentence, n) => (sentence.group === group ? [rangeOf(one, n)] : []))
    );
  };

  let shown = "";
  const light = (name, side, number) => {
    const row = side?.parentElement;
    if (name === "vv-hover") {
      const what = side ? `${row.id} ${side.lang} ${number}` : "";
      if (what === shown) return;
      shown = what;
    }
    if (paints) {
      if (side) CSS.highlights.set(name, new Highlight(...rangesOf(side, number)));
      else CSS.highlights.delete(name);
      return;
    }
    root.querySelector(`.${name}`)?.classList.remove(name);
    row?.classList.add(name);
  };

  // The side and sentence at a point of the window; nothing outside of the texts.
  const find = (event) => {
    const side = event.target.closest?.(".vv-side");
    if (!side || !root.contains(side) || sidesOf(side.parentElement).length < 2) return [];
    const spot = document.caretPositionFromPoint?.(event.clientX, event.clientY);
    const range = spot ? null : document.caretRangeFromPoint?.(event.clientX, event.clientY);
    const [node, offset] = spot
      ? [spot.offsetNode, spot.offset]
      : [range?.startContainer, range?.startOffset];
    if (node?.nodeType !== Node.TEXT_NODE || !side.contains(node)) return [side, -1];
    const count = countTo(side, node, offset);
    return [side, count < 0 ? -1 : sentencesOf(side).findIndex(({ end }) => count < end)];
  };

  let waiting = 0;
  root.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch" || event.buttons || waiting) return;
    waiting = requestAnimationFrame(() => {
      waiting = 0;
      light("vv-hover", ...find(event));
    });
  });
  root.addEventListener("pointerleave", () => {
    // What was to light up in the next picture is no longer under the pointer.
    cancelAnimationFrame(waiting);
    waiting = 0;
    light("vv-hover");
  });

  // A tap, a click or an address keeps a sentence lit. Its row's number then leads to it.
  let kept;
  const keep = (side, number) => {
    if (kept) kept.link.setAttribute("href", kept.href);
    kept = undefined;
    light("vv-kept", side, number);
    const link = side?.parentElement.querySelector(".vv-number");
    if (!link) return;
    kept = { side, number, link, href: link.getAttribute("href") };
    if (number >= 0 && side === sidesOf(side.parentElement)[0]) {
      link.setAttribute("href", `${kept.href}.s${number + 1}`);
    }
  };
  document.addEventListener("click", (event) => {
    if (event.target.closest("a, button, summary, input, label, dialog, [popover]")) return;
    if (!getSelection().isCollapsed) return;
    const [side, number] = find(event);
    const again = kept && side === kept.side && number === kept.number;
    if (side && !again) keep(side, number);
    else keep();
  });

  // With the focus in a row, the arrows to the right and to the left walk through its sentences.
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.key === "Escape") keep();
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const row = document.activeElement?.closest(".vv-pair");
    if (!step || !row || document.activeElement.closest("input, textarea, select, dialog")) return;
    const side = sidesOf(row)[0];
    const total = side ? Math.max(1, sentencesOf(side).length) : 0;
    if (!total) return;
    const forward = getComputedStyle(side).direction === "rtl" ? -step : step;
    const before = kept?.side === side ? kept.number : forward > 0 ? -1 : total;
    const number = Math.min(Math.max(before + forward, 0), total - 1);
    event.preventDefault();
    keep(side, sentencesOf(side).length ? number : -1);
    say(side, number);
  });

  const wordsOf = (range) => {
    const words = range.cloneContents();
    words.querySelectorAll('sup[id^="fnref"]').forEach((call) => call.remove());
    return words.textContent.trim();
  };
  const say = (side, number) => {
    const ranges = rangesOf(side, sentencesOf(side).length ? number : -1);
    const detail = ranges.map(wordsOf).join(" — ");
    document.dispatchEvent(new CustomEvent("vv:say", { detail }));
  };

  // `#p7.s2`: the second sentence of row 7, in the language that comes first.
  const open = () => {
    const [, id, place] = /^#(.+)\.s([1-9]\d*)$/.exec(decodeURIComponent(location.hash)) ?? [];
    const row = id && document.getElementById(id);
    const side = row && sidesOf(row)[0];
    if (!side) return;
    const number = Number(place) - 1;
    keep(side, sentencesOf(side)[number] ? number : -1);
    row.scrollIntoView();
    const header = document.querySelector(".md-header")?.getBoundingClientRect().bottom ?? 0;
    const box = rangeOf(side, kept.number).getBoundingClientRect();
    if (box.bottom > innerHeight) scrollBy(0, box.top - header - 24);
  };
  addEventListener("hashchange", open);
  open();
})();
