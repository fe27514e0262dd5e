// The sentence under the pointer, and those that answer it in the other text. What a sentence is and
// which one answers which, the sides say in `data-sentences` (see `sentences.py`); where that is not
// sure, both paragraphs light up as a whole. The page's elements stay as they are: the browser paints
// ranges (CSS Custom Highlight API); one that cannot, shows the row.
(() => {
  "use strict";

  const found = document.querySelector(".vv-chapter");
  if (!(found instanceof HTMLElement)) return;
  const root = found;
  const { countSigns, edge, rangeOf, readPlace, sidesOf, textNodes } = visavis;
  const paints = "Highlight" in window && "highlights" in CSS;

  /** @type {WeakMap<HTMLElement, Sentence[]>} */
  const known = new WeakMap();
  /** @param {HTMLElement} side */
  const sentencesOf = (side) => {
    const sentences = known.get(side) ?? visavis.readSentences(side.dataset.sentences);
    known.set(side, sentences);
    return sentences;
  };
  /** @param {HTMLElement} side */
  const rowOf = (side) => /** @type {HTMLElement} */ (side.parentElement);

  /**
   * How many characters that are no white space stand before a place in a side.
   * @param {HTMLElement} side
   * @param {Node} node
   * @param {number} offset
   */
  const countTo = (side, node, offset) => {
    let count = 0;
    for (const text of textNodes(side)) {
      if (text === node) return count + countSigns(text.data.slice(0, offset));
      count += countSigns(text.data);
    }
    return -1;
  };

  /**
   * What lights up with a sentence: itself and its answers, or both paragraphs.
   * @param {HTMLElement} side
   * @param {number} number
   */
  const rangesOf = (side, number) => {
    const sides = sidesOf(rowOf(side));
    const group = sentencesOf(side)[number]?.group;
    if (!group) return sides.map((one) => rangeOf(one, -1));
    return sides.flatMap((one) =>
      sentencesOf(one).flatMap((sentence, n) => (sentence.group === group ? [rangeOf(one, n)] : []))
    );
  };

  let shown = "";
  /** @param {"vv-hover" | "vv-kept"} name @param {HTMLElement} [side] @param {number} [number] */
  const light = (name, side, number = -1) => {
    if (name === "vv-hover") {
      const what = side ? `${rowOf(side).id} ${side.lang} ${number}` : "";
      if (what === shown) return;
      shown = what;
    }
    if (paints) {
      if (side) CSS.highlights.set(name, new Highlight(...rangesOf(side, number)));
      else CSS.highlights.delete(name);
      return;
    }
    root.querySelector(`.${name}`)?.classList.remove(name);
    if (side) rowOf(side).classList.add(name);
  };

  /**
   * The place in a text that is at a point of the window.
   * @param {number} x
   * @param {number} y
   * @returns {{ node?: Node, offset?: number }}
   */
  const placeAt = (x, y) => {
    const spot = document.caretPositionFromPoint?.(x, y);
    if (spot) return { node: spot.offsetNode, offset: spot.offset };
    const range = document.caretRangeFromPoint?.(x, y);
    return { node: range?.startContainer, offset: range?.startOffset };
  };

  /**
   * The side and sentence at a point of the window; nothing outside of the texts.
   * @param {MouseEvent} event
   * @returns {{ side?: HTMLElement, number?: number }}
   */
  const find = ({ target, clientX, clientY }) => {
    const side = target instanceof Element ? target.closest(".vv-side") : null;
    if (!(side instanceof HTMLElement) || !root.contains(side)) return {};
    if (sidesOf(rowOf(side)).length < 2) return {};
    const { node, offset = 0 } = placeAt(clientX, clientY);
    if (node?.nodeType !== Node.TEXT_NODE || !side.contains(node)) return { side, number: -1 };
    const count = countTo(side, node, offset);
    const number = count < 0 ? -1 : sentencesOf(side).findIndex(({ end }) => count < end);
    return { side, number };
  };

  let waiting = 0;
  root.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch" || event.buttons || waiting) return;
    waiting = requestAnimationFrame(() => {
      waiting = 0;
      const { side, number } = find(event);
      light("vv-hover", side, number);
    });
  });
  root.addEventListener("pointerleave", () => {
    // What was to light up in the next picture is no longer under the pointer.
    cancelAnimationFrame(waiting);
    waiting = 0;
    light("vv-hover");
  });

  // A tap, a click or an address keeps a sentence lit. Its row's number then leads to it.
  /** @type {{ side: HTMLElement, number: number, link: Element, href: string } | undefined} */
  let kept;
  /** @param {HTMLElement} [side] @param {number} [number] */
  const keep = (side, number = -1) => {
    kept?.link.setAttribute("href", kept.href);
    kept = undefined;
    light("vv-kept", side, number);
    const link = side && rowOf(side).querySelector(".vv-number");
    const href = link?.getAttribute("href");
    if (!side || !link || !href) return;
    kept = { side, number, link, href };
    if (number >= 0 && side === sidesOf(rowOf(side))[0])
      link.setAttribute("href", `${href}.s${number + 1}`);
  };
  document.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    if (target.closest("a, button, summary, input, label, dialog, [popover]")) return;
    if (!getSelection()?.isCollapsed) return;
    const { side, number } = find(event);
    const again = kept && side === kept.side && number === kept.number;
    if (side && !again) keep(side, number);
    else keep();
  });

  /** @param {Range} range */
  const wordsOf = (range) => {
    const words = range.cloneContents();
    for (const call of words.querySelectorAll(visavis.calls)) call.remove();
    return (words.textContent ?? "").trim();
  };
  // With the focus in a row, the arrows to the right and to the left walk through its sentences.
  document.addEventListener("keydown", (event) => {
    if (!visavis.isPlain(event) || event.shiftKey) return;
    if (event.key === "Escape") keep();
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const row = document.activeElement?.closest(".vv-pair");
    if (!step || !row || document.activeElement?.closest("input, textarea, select, dialog")) return;
    const side = sidesOf(row)[0];
    if (!side) return;
    const total = Math.max(1, sentencesOf(side).length);
    const forward = getComputedStyle(side).direction === "rtl" ? -step : step;
    const before = kept?.side === side ? kept.number : forward > 0 ? -1 : total;
    const number = Math.min(Math.max(before + forward, 0), total - 1);
    event.preventDefault();
    keep(side, sentencesOf(side).length ? number : -1);
    visavis.tell("say", rangesOf(side, number).map(wordsOf).join(" — "));
  });

  // `#p7.s2`: the second sentence of row 7, in the language that comes first.
  const open = () => {
    const { id, sentence } = readPlace();
    const row = sentence && document.getElementById(id);
    const side = row && sidesOf(row)[0];
    if (!side) return;
    const number = sentencesOf(side)[sentence - 1] ? sentence - 1 : -1;
    keep(side, number);
    row.scrollIntoView();
    const box = rangeOf(side, number).getBoundingClientRect();
    if (box.bottom > innerHeight) scrollBy(0, box.top - edge() - 24);
  };
  addEventListener("hashchange", open);
  open();
})();
