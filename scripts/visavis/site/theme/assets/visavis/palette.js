// Which scheme is shown: the reader's, or else the first of mkdocs.yml that suits the system. It comes
// right after its buttons, so that everything is known before anything is drawn, and so are the classes
// that Material gives the page: one that it adds later costs as much once more.

(() => {
  "use strict";

  const form = /** @type {HTMLFormElement} */ (document.querySelector(".vv-palette"));
  const inputs = /** @type {HTMLInputElement[]} */ ([...form.elements]);
  /** @param {HTMLInputElement} input */
  const media = (input) => input.dataset.mdColorMedia ?? "none";
  const light = matchMedia("(prefers-color-scheme: light)");
  const bar = Object.assign(document.createElement("meta"), { name: "theme-color" });
  let at = -1;

  const show = () => {
    const now = `(prefers-color-scheme: ${light.matches ? "light" : "dark"})`;
    const follows = media(inputs[at]) === "(prefers-color-scheme)";
    const shown = (follows && inputs.find((input) => media(input) === now)) || inputs[at];
    for (const { name, value } of shown.attributes)
      if (name.startsWith("data-md-color")) document.body.setAttribute(name, value);
    inputs.forEach((input, number) => {
      input.checked = number === at;
      input.nextElementSibling?.toggleAttribute("hidden", number !== at);
    });
  };
  const tint = () => {
    const header = document.querySelector(".md-header");
    if (header) bar.content = getComputedStyle(header).backgroundColor;
  };
  const change = () => {
    show();
    tint();
  };

  document.documentElement.className = "js js-focus-visible";
  try {
    at = __md_get("__palette")?.index ?? at;
  } catch {
    // Nothing may be read, or it is not ours.
  }
  if (!inputs[at])
    at = Math.max(
      0,
      inputs.findIndex((input) => matchMedia(media(input)).matches)
    );
  form.autocomplete = "off";
  show();
  document.head.append(bar);
  addEventListener("load", tint);
  light.addEventListener("change", change);
  form.addEventListener("change", ({ target }) => {
    at = inputs.indexOf(/** @type {HTMLInputElement} */ (target));
    change();
    __md_set("__palette", { index: at });
  });
  form.addEventListener("keydown", ({ key }) => {
    const next = inputs[(at + 1) % inputs.length];
    if (key !== "Enter") return;
    next.focus();
    next.click();
  });
})();
