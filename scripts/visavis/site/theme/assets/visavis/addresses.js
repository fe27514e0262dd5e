// Addresses beyond single rows, which browsers open by themselves: `#p4..p7` lights its rows, also
// when an end has moved. A click on a row's number copies the permanent address; with the shift key
// held it makes a range that begins at the number used before. Other scripts have something
// copied with `vv:copy` (detail: `text`, and what to `say` then).
(() => {
  "use strict";

  const words = document.currentScript.dataset;
  const tell = (text, show) =>
    document.dispatchEvent(new CustomEvent("vv:say", { detail: { text, show } }));

  // Older browsers, and pages that were opened from a file, may have no clipboard of the new kind.
  const copyOldWay = (text) => {
    const back = document.activeElement;
    const field = Object.assign(document.createElement("textarea"), { value: text, readOnly: true });
    field.className = "vv-hidden";
    ([...document.querySelectorAll("dialog:modal")].at(-1) ?? document.body).append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    back?.focus({ preventScroll: true });
    return done;
  };
  document.addEventListener("vv:copy", async ({ detail: { text, say } }) => {
    const written = navigator.clipboard?.writeText(text);
    const done = await written?.then(
      () => true,
      () => false
    );
    tell(done || copyOldWay(text) ? say : `${words.failed} ${text}`, true);
  });

  const rows = [...document.querySelectorAll(".vv-chapter > .vv-pair[id]")];
  const numberOf = (row) => row.querySelector(".vv-number").lastChild.textContent;
  const permanent = (hash) => {
    const known = document.querySelector("link[rel=canonical]")?.href;
    return (known ?? location.href.replace(/[?#].*/, "")) + hash;
  };

  // An id without a paragraph has a sentence in the page, with a link to where it went, if anywhere.
  const follow = (id) => {
    const place = document.getElementById(id);
    if (!place?.matches(".vv-old")) return { row: rows.includes(place) ? place : undefined };
    const link = place.querySelector("a");
    const page = link?.href.split("#")[0];
    const name = link && decodeURIComponent(link.hash.slice(1));
    if (!link || page === location.href.split("#")[0])
      return { row: link && document.getElementById(name), said: link ? "" : place.textContent };
    return { page, name, said: place.textContent };
  };

  // The row where a range made by hand begins.
  let anchor;
  const open = () => {
    for (const row of rows) row.removeAttribute("data-vv-lit");
    const hash = decodeURIComponent(location.hash.slice(1));
    const named = /^(.+)\.\.(.+)$/.exec(hash);
    // A sentence of a row that has gone is told of like the row.
    const row = /^(.+)\.s\d+$/.exec(hash)?.[1];
    if (row && document.getElementById(row)?.matches(".vv-old")) {
      location.replace(`#${row}`);
      return;
    }
    if (!named) {
      anchor = rows.find((row) => row.id === hash) ?? anchor;
      return;
    }
    const ends = named.slice(1).map(follow);
    if (ends[0].page && ends[0].page === ends[1].page) {
      location.replace(`${ends[0].page}#${ends[0].name}..${ends[1].name}`);
      return;
    }
    const at = ends.map(({ row }) => rows.indexOf(row)).filter((index) => index >= 0);
    const gone = ends.map(({ said }) => said).filter(Boolean);
    if (gone.length) tell(gone.join(" "), true);
    if (!at.length) return;
    const lit = rows.slice(Math.min(...at), Math.max(...at) + 1);
    for (const row of lit) row.setAttribute("data-vv-lit", "");
    if (!lit.includes(anchor)) anchor = lit[0];
    if (!gone.length && lit.length > 1)
      tell(words.range.replace("{from}", numberOf(lit[0])).replace("{to}", numberOf(lit.at(-1))));
    // Who made the range is there already; who came by a link goes on from its first row.
    if (lit.includes(document.activeElement?.closest(".vv-pair"))) return;
    lit[0].tabIndex = -1;
    lit[0].focus({ preventScroll: true });
    lit[0].scrollIntoView();
  };

  const numberIn = (event) =>
    event.ctrlKey || event.metaKey || event.altKey ? null : event.target.closest?.(".vv-number");
  // The shift key would select the text in between.
  document.addEventListener("mousedown", (event) => {
    if (event.shiftKey && numberIn(event)) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const link = numberIn(event);
    if (!link) return;
    const row = link.closest(".vv-pair");
    let hash = link.hash;
    if (event.shiftKey) {
      event.preventDefault();
      const ends = [rows.indexOf(anchor ?? row), rows.indexOf(row)].sort((a, b) => a - b);
      const [from, to] = ends.map((index) => rows[index].id);
      link.focus({ preventScroll: true });
      location.hash = hash = from === to ? `#${from}` : `#${from}..${to}`;
    }
    anchor = event.shiftKey ? (anchor ?? row) : row;
    const text = permanent(hash);
    document.dispatchEvent(
      new CustomEvent("vv:copy", { detail: { text, say: `${words.copied} ${text}` } })
    );
  });

  addEventListener("hashchange", open);
  // After `views.js`, which may carry the view into the address.
  open();
})();
