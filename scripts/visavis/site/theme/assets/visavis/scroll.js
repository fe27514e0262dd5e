// A table or a block of code that is wider than its column scrolls by itself; then it has to be
// reachable from the keyboard, and to say what it is. The word comes with the script's own tag.
(() => {
  "use strict";

  const { label } = document.currentScript.dataset;
  const wide = ".md-typeset__scrollwrap, .md-typeset pre > code";

  const mark = () => {
    for (const box of document.querySelectorAll(wide)) {
      const scrolls = box.scrollWidth > box.clientWidth;
      if (scrolls === box.hasAttribute("data-vv-scrolls")) continue;
      box.toggleAttribute("data-vv-scrolls", scrolls);
      if (scrolls) {
        box.tabIndex = 0;
        box.setAttribute("role", "group");
        box.setAttribute("aria-label", label);
      } else for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
    }
  };

  // Material wraps the tables when it starts, so this waits until everything has.
  window.addEventListener("load", mark);
  window.addEventListener("resize", mark);
})();
