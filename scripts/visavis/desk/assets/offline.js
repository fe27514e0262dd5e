// The page for a colleague without Python: what is done is kept in the page, and saved as a file.
(() => {
  "use strict";

  const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".row")]);
  /** @param {ParentNode} place @param {string} name */
  const find = (place, name) =>
    /** @type {HTMLInputElement} */ (place.querySelector(`[name="${name}"]`));
  const progress = /** @type {HTMLProgressElement} */ (document.querySelector("progress"));
  const status = /** @type {HTMLElement} */ (document.querySelector("[role=status]"));
  // What was done is found again when the page is opened once more, where the browser keeps it.
  const key = `visavis-review-${document.title}-${rows.map((row) => row.dataset.digest).join("")}`;

  /** @param {HTMLElement} row */
  const read = (row) => {
    /** @type {Record<string, unknown>} */
    const told = { address: row.dataset.address, digest: row.dataset.digest };
    if (find(row, "accept").checked) told.accept = true;
    const comment = find(row, "comment").value.trim();
    if (comment) told.comment = comment;
    for (const area of row.querySelectorAll("textarea"))
      if (area.value !== area.defaultValue) told[area.dataset.side ?? ""] = area.value;
    return told;
  };
  const readAll = () => rows.map(read).filter((told) => Object.keys(told).length > 2);

  const count = () => {
    progress.value = readAll().length;
  };

  const keep = () => {
    const told = { name: find(document, "name").value, done: readAll() };
    try {
      localStorage.setItem(key, JSON.stringify(told));
    } catch {
      // No room, or none allowed.
    }
  };

  /** @param {HTMLElement} row */
  const correct = (row) => {
    for (const label of row.querySelectorAll("label.write"))
      if (label instanceof HTMLElement) label.hidden = !label.hidden;
    row.querySelector("textarea")?.focus();
  };

  const restore = () => {
    /** @type {{ name: string, done: Record<string, unknown>[] } | null} */
    let kept = null;
    try {
      kept = JSON.parse(localStorage.getItem(key) ?? "null");
    } catch {
      // It is not allowed to look.
    }
    if (!kept) return;
    find(document, "name").value = kept.name;
    for (const told of kept.done) {
      const row = rows.find(({ dataset }) => dataset.address === told.address);
      if (!row) continue;
      find(row, "accept").checked = told.accept === true;
      find(row, "comment").value = String(told.comment ?? "");
      for (const area of row.querySelectorAll("textarea")) {
        const text = told[area.dataset.side ?? ""];
        if (typeof text !== "string") continue;
        area.value = text;
        if (area.parentElement) area.parentElement.hidden = false;
      }
    }
  };

  const save = () => {
    const name = find(document, "name");
    const told = { visavis: "review", version: 1, name: name.value.trim(), rows: readAll() };
    if (!told.name) {
      status.textContent = "Say who you are first.";
      return name.focus();
    }
    const text = `${JSON.stringify(told, null, 1)}\n`;
    const href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    const chapter = (document.body.dataset.chapter ?? "").replaceAll("/", "-");
    const link = Object.assign(document.createElement("a"), {
      href,
      download: `${chapter}.review.json`,
    });
    link.click();
    setTimeout(() => URL.revokeObjectURL(href), 1000);
    status.textContent = `${told.rows.length} rows saved in ${link.download}: send this file back.`;
  };

  restore();
  for (const row of rows) find(row, "correct").addEventListener("click", () => correct(row));
  find(document, "save").addEventListener("click", save);
  document.addEventListener("input", () => {
    count();
    keep();
  });
  // Just opened anew, the page may hear only now what was kept before.
  addEventListener("storage", (event) => {
    if (event.key !== key || readAll().length) return;
    restore();
    count();
  });
  count();
})();
