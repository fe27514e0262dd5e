// The rows that are not in sight at a first look at a page are drawn when the browser has nothing else
// to do, one after the other, so that neither the first look nor a touch has to wait for all of them.
// In a long chapter they wait until they are about to be seen.
(() => {
  "use strict";

  const waiting = [...document.querySelectorAll(".vv-fresh .vv-chapter:not(.vv-long) > .vv-pair")];
  const idle = window.requestIdleCallback ?? ((act) => setTimeout(act, 20));
  const draw = () => {
    const row = waiting.shift();
    if (!row) return;
    row.setAttribute("data-vv-drawn", "");
    row.getBoundingClientRect(); // It is laid out now, and not all of them together.
    idle(draw);
  };
  addEventListener("load", () => idle(draw));
})();
