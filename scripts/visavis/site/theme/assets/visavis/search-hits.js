// The words that a search has found, lit where it led: `?h=etat-partenaire+commun#p7`. A hyphen joins
// words that stand together. The browser paints ranges; one that cannot, shows the row.
import { find } from "./search-words.js";

const paints = "Highlight" in window && "highlights" in CSS;
const apart = "p, li, td, th, dd, dt, blockquote, pre, h1, h2, h3, h4, h5, h6, .vv-side";
const passed = `${visavis.calls}, .vv-label, .vv-ref, .vv-changed, .footnote-backref, [hidden]`;

/**
 * The text of a place, and which node each part of it comes from.
 * @param {Element} root
 */
const gather = (root) => {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  /** @type {{ node: Text, start: number }[]} */
  const nodes = [];
  let text = "";
  /** @type {Element | null | undefined} */
  let block;
  while (walker.nextNode()) {
    const node = /** @type {Text} */ (walker.currentNode);
    if (node.parentElement?.closest(passed)) continue;
    const own = node.parentElement?.closest(apart);
    if (block && own !== block) text += "\n";
    block = own;
    nodes.push({ node, start: text.length });
    text += node.data;
  }
  return { text, nodes };
};
/** @param {{ node: Text, start: number }[]} nodes @param {number} offset @returns {[Text, number]} */
const place = (nodes, offset) => {
  const next = nodes.findIndex((one) => one.start > offset);
  const { node, start } = nodes[(next < 0 ? nodes.length : next) - 1];
  return [node, Math.min(offset - start, node.length)];
};

/**
 * Where the view hides all words that were found, the text that has them is shown.
 * @param {Element[]} places
 */
const show = (places) => {
  if (places.some(visavis.isShown)) return;
  for (const text of new Set(places.map((one) => one.closest(".vv-side"))))
    if (text) visavis.tell("show", text);
};

/** @param {string[][]} wanted */
const paint = (wanted) => {
  const target = document.getElementById(visavis.readPlace().id);
  const root = target?.matches(".vv-pair, li") ? target : document.querySelector("main article");
  if (!root) return;
  const { text, nodes } = gather(root);
  const words = find(text);
  /** @type {Range[]} */
  const ranges = [];
  words.forEach(({ start }, at) => {
    const sizes = wanted.filter((own) => own.every((word, n) => words[at + n]?.word === word));
    const size = Math.max(0, ...sizes.map((own) => own.length));
    if (!size) return;
    const range = new Range();
    range.setStart(...place(nodes, start));
    range.setEnd(...place(nodes, words[at + size - 1].end - 1));
    range.setEnd(range.endContainer, range.endOffset + 1);
    ranges.push(range);
  });
  if (paints) CSS.highlights.set("vv-found", new Highlight(...ranges));
  if (target) show(ranges.flatMap((range) => range.startContainer.parentElement ?? []));
  // In a row that is longer than the window the words may be out of sight.
  const first = ranges.map((range) => range.getBoundingClientRect()).find((box) => box.height);
  if (target && first && first.bottom > innerHeight)
    scrollBy({ top: first.top - innerHeight / 3, behavior: "instant" });
};

/** @param {string} words as an address has them */
export const light = (words) => {
  const wanted = words.split(" ").map((one) => one.split("-"));
  paint(wanted);
  addEventListener("hashchange", () => paint(wanted));
};
