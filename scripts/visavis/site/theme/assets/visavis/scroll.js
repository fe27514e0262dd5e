// A table or a block of code that is wider than its column scrolls by itself; then it has to be
// reachable from the keyboard, to say what it is, and to show that more follows. The word comes with
// the script's own tag.
(() => {
  "use strict";

  const { label = "" } = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
  const wide = ".md-typeset__scrollwrap, .md-typeset pre > code";
  const told = Object.entries({ tabindex: "0", role: "group", "aria-label": label });

  /** @param {Element} box */
  const measure = (box) => {
    const rest = box.scrollWidth - box.clientWidth - Math.abs(box.scrollLeft);
    box.toggleAttribute("data-vv-before", Math.abs(box.scrollLeft) > 1);
    box.toggleAttribute("data-vv-after", rest > 1);
  };
  const mark = () => {
    for (const box of document.querySelectorAll(wide)) {
      const scrolls = box.scrollWidth > box.clientWidth;
      measure(box);
      if (scrolls === box.hasAttribute("data-vv-scrolls")) continue;
      box.toggleAttribute("data-vv-scrolls", scrolls);
      for (const [name, value] of told)
        if (scrolls) box.setAttribute(name, value);
        else box.removeAttribute(name);
      box.addEventListener("scroll", () => measure(box), { passive: true });
    }
  };

  // The drawer opens at the chapter that is read.
  document.getElementById("__drawer")?.addEventListener("change", () => {
    for (const item of document.querySelectorAll(".md-nav__item--active"))
      item.scrollIntoView({ block: "center" });
  });

  // Material wraps the tables when it starts, so this waits until everything has.
  window.addEventListener("load", mark);
  window.addEventListener("resize", mark);
})();
