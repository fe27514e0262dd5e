// The words that a search has found, lit where it led: `?h=etat-partenaire+commun#p7`. A hyphen joins
// words that stand together. The browser paints ranges; one that cannot, shows the row.
(() => {
  "use strict";

  const paints = window.Highlight && CSS.highlights;
  const wanted = new URLSearchParams(location.search).get("h").split(" ").map((one) => one.split("-"));
  const apart = "p, li, td, th, dd, dt, blockquote, pre, h1, h2, h3, h4, h5, h6, .vv-side";
  const passed = 'sup[id^="fnref"], .vv-label, .vv-ref, .vv-changed, .footnote-backref, [hidden]';

  // The text of a place, and which node each part of it comes from.
  const gather = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const nodes = [];
    let text = "";
    let block;
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.parentElement.closest(passed)) continue;
      const own = node.parentElement.closest(apart);
      if (block && own !== block) text += "\n";
      block = own;
      nodes.push({ node, start: text.length });
      text += node.data;
    }
    return { text, nodes };
  };
  const place = (nodes, offset) => {
    const { node, start } = nodes.findLast((one) => one.start <= offset);
    return [node, Math.min(offset - start, node.length)];
  };

  // Where the view hides all words that were found, the text that has them is shown.
  const show = (places) => {
    if (places.some((place) => place.checkVisibility())) return;
    for (const text of new Set(places.map((place) => place.closest(".vv-side"))))
      if (text) document.dispatchEvent(new CustomEvent("vv:show", { detail: text }));
  };

  const light = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const root = target?.matches(".vv-pair, li") ? target : document.querySelector("main article");
    if (!root) return;
    const { text, nodes } = gather(root);
    const words = vvSearch.words.find(text);
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
    if (target) show(ranges.map((range) => range.startContainer.parentElement));
    // In a row that is longer than the window the words may be out of sight.
    const first = ranges.map((range) => range.getBoundingClientRect()).find((box) => box.height);
    if (target && first && first.bottom > innerHeight)
      scrollBy({ top: first.top - innerHeight / 3, behavior: "instant" });
  };

  light();
  addEventListener("hashchange", light);
})();
