// Switching the interface keeps the paragraph: the links to the other languages are given the
// address of the row in sight at the moment they are used. Without this script they lead to the
// head of the page, and each row's own link to the row.
(() => {
  "use strict";

  const rows = [...document.querySelectorAll(".vv-pair[id]")];
  const header = document.querySelector(".md-header");

  const inSight = () => {
    const top = header ? header.getBoundingClientRect().bottom : 0;
    const seen = rows.filter((row) => {
      const box = row.getBoundingClientRect();
      return box.bottom > top && box.top < window.innerHeight;
    });
    // A range goes along whole, as long as some of it is in sight.
    if (seen.some((row) => row.hasAttribute("data-vv-lit"))) return location.hash.slice(1);
    const named = seen.find((row) => `#${row.id}` === location.hash);
    const read = named ?? seen.find((row) => row.contains(document.activeElement));
    if (read) return read.id;
    // Nobody who has not left the head of the page wants to be taken past it.
    if (window.scrollY === 0) return "";
    // A row that begins near the head of the window is being read rather than the end of the one
    // before it; in the midst of a long row there is no such beginning.
    const begins = seen.find((row) => row.getBoundingClientRect().top >= top);
    const near = begins && begins.getBoundingClientRect().top < window.innerHeight / 3;
    return (near ? begins : seen[0])?.id ?? "";
  };

  const point = (event) => {
    event.currentTarget.hash = inSight();
  };

  for (const link of document.querySelectorAll("a.vv-language"))
    for (const use of ["pointerdown", "focus", "click"]) link.addEventListener(use, point);
})();
