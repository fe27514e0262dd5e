// What the keys do: `vv:key` (detail: the key) comes from `later.js`, which fetches this script at the
// first of them. Everything that a key does can be reached with Tab too. Who speaks to the computer,
// or hits keys by accident, can put them out of use in the list of keys (WCAG 2.1.4).
(() => {
  "use strict";

  const rows = [...document.querySelectorAll(".vv-chapter > .vv-pair[id]")];
  const header = document.querySelector(".md-header");
  const template = document.getElementById("vv-keys");
  const store = `${__md_scope.pathname}.vv.keys`;

  // The row that an address names, also where it names a sentence of it.
  const isNamed = (row) =>
    row.matches(":target, [data-vv-lit]") ||
    `#${row.id}` === decodeURIComponent(location.hash).replace(/\.s\d+$/, "");
  // The row that has the focus, or was led to, or else the first that begins in sight.
  const current = () => {
    const focused = document.activeElement?.closest(".vv-pair");
    if (focused) return focused;
    const top = header?.getBoundingClientRect().bottom ?? 0;
    const inSight = rows.filter((row) => {
      const box = row.getBoundingClientRect();
      return box.bottom > top + 1 && box.top < innerHeight;
    });
    return (
      inSight.find(isNamed) ??
      inSight.find((row) => row.getBoundingClientRect().top >= top - 1) ??
      inSight[0]
    );
  };

  const move = (step) => {
    const row = current();
    // Where none has the focus and none was led to, the row in sight comes first.
    const read = row && (row.contains(document.activeElement) || isNamed(row));
    const at = rows.indexOf(row) + (read ? step : 0);
    const next = row ? rows[Math.min(Math.max(at, 0), rows.length - 1)] : rows[0];
    if (!next) return;
    next.tabIndex = -1;
    next.focus({ preventScroll: true });
    next.scrollIntoView();
  };

  const changeView = () => {
    const choices = [...document.querySelectorAll('#vv-views [name="vv-view"]')];
    const at = choices.findIndex((choice) => choice.checked);
    const next = choices[(at + 1) % choices.length];
    if (!next) return;
    next.checked = true;
    next.dispatchEvent(new Event("change", { bubbles: true }));
    const name = next.nextElementSibling.firstChild.textContent;
    const text = template.dataset.view.replace("{name}", () => name);
    document.dispatchEvent(new CustomEvent("vv:say", { detail: { text, show: true } }));
  };

  let dialog;
  const list = () => {
    if (!dialog) {
      dialog = template.content.firstElementChild.cloneNode(true);
      document.body.append(dialog);
      dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
      const { on } = dialog.querySelector("form").elements;
      try {
        on.checked = localStorage.getItem(store) !== "off";
        on.addEventListener("change", () =>
          on.checked ? localStorage.removeItem(store) : localStorage.setItem(store, "off")
        );
      } catch {
        on.disabled = true; // Some readers allow no storage.
      }
    }
    dialog.showModal();
  };

  const act = {
    j: () => move(1),
    n: () => move(1),
    k: () => move(-1),
    p: () => move(-1),
    v: changeView,
    l: () => document.querySelector("a.vv-language")?.click(),
    c: () => current()?.querySelector(".vv-cite")?.click(),
    "?": list,
  };
  document.addEventListener("vv:key", ({ detail }) => act[detail]());
})();
