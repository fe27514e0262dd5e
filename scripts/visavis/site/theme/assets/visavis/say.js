// The one polite live region: what a script tells a reader who may not see it. Others send the event
// `vv:say` with a sentence; one that everybody should see, as `{ text, show: true }`.
(() => {
  "use strict";

  const region = document.createElement("div");
  region.className = "vv-say";
  region.role = "status";
  document.body.append(region);

  let timer;
  document.addEventListener("vv:say", ({ detail }) => {
    const { text, show = false } = typeof detail === "string" ? { text: detail } : detail;
    clearTimeout(timer);
    // While a dialog is open, nothing outside of it is read out.
    const home = [...document.querySelectorAll("dialog:modal")].at(-1) ?? document.body;
    if (region.parentElement !== home) home.append(region);
    // The same sentence twice is news only when there was nothing in between.
    region.textContent = "";
    region.classList.toggle("vv-shown", show);
    timer = setTimeout(() => {
      region.textContent = text;
      if (show) timer = setTimeout(() => region.classList.remove("vv-shown"), 6000);
    }, 60);
  });
})();
