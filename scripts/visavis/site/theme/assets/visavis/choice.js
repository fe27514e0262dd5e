// The buttons of the views are set to what the address says, or else to what the reader chose before,
// while there is nothing on the page yet that could jump: this comes right after them.

(() => {
  "use strict";

  const form = /** @type {HTMLFormElement} */ (document.getElementById("vv-views"));
  const asked = new URLSearchParams(location.search);
  form.autocomplete = "off";
  for (const name of ["view", "first", "paper"]) {
    const key = `${__md_scope.pathname}.vv.${name}`;
    let value = asked.get(name);
    try {
      value ??= sessionStorage.getItem(key) ?? localStorage.getItem(key);
    } catch {
      // Nothing may be read.
    }
    for (const button of /** @type {NodeListOf<HTMLInputElement>} */ (
      form.querySelectorAll(`[name=vv-${name}]`)
    ))
      button.checked = value ? button.value === value || button.checked : button.defaultChecked;
  }
})();
