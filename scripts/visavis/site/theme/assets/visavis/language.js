// Switching the interface keeps the paragraph: the links to the other languages are given the
// address of the row in sight at the moment they are used. Without this script they lead to the
// head of the page, and each row's own link to the row.
(() => {
  "use strict";

  const rows = [...document.querySelectorAll(".vv-pair[id]")];
  const header = document.querySelector(".md-header");

  const inSight = () => {
    const top = header ? header.getBoundingClientRect().bottom : 0;
    const visible = rows.filter((row) => {
      const box = row.getBoundingClientRect();
      return box.bottom > top + 1 && box.top < window.innerHeight;
    });
    const named = visible.find((row) => `#${row.id}` === location.hash);
    if (named) return named;
    // Nobody who has not left the head of the page wants to be taken past it.
    return window.scrollY > 0 ? visible[0] : undefined;
  };

  const point = (event) => {
    const row = inSight();
    event.currentTarget.hash = row ? row.id : "";
  };

  for (const link of document.querySelectorAll("a.vv-language"))
    for (const use of ["pointerdown", "focus", "click"]) link.addEventListener(use, point);
})();
