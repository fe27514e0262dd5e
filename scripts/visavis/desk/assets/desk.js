// The desk on a page of the edition: the row where one is, the list, and what the keys do.
//
// It comes before the scripts of the page, so that it hears keys first, and begins when these have run.

import {
  askAct,
  askList,
  askRow,
  askState,
  chapter,
  forgetRows,
  home,
  keepPlace,
  listen,
  Refusal,
} from "./ask.js";
import { bar, enableTools, keepTold, showKept, showPlace, showTold, showTools } from "./bar.js";
import { makeCard, markWords } from "./card.js";
import * as dialogs from "./dialogs.js";
import { keepDraft, openEditor, readDraft } from "./editor.js";
import { openList, readChoice } from "./list.js";
import * as plans from "./plans.js";
import { TOOLS, WAYS } from "./tools.js";

/** @typedef {import("./ask.js").Row} Row @typedef {import("./ask.js").State} State */
/** @typedef {import("./ask.js").List} List @typedef {import("./ask.js").Side} Side */
/** @typedef {import("./tools.js").Tool} Tool */

/** @type {State} */
let state;
/** @type {List} */
let list;
/** @type {Row | undefined} the row where one is, when it is known */
let row;
/** The address where one is; empty on a page without one. */
let here = "";
/** The place in the list, which holds where the row has gone from it. */
let cursor = 0;
/** Whether something is being done: what the desk tells of it is no news. */
let busy = false;
/** @type {HTMLElement | undefined} */
let card;

/** The row, or the note, to which the address of the page leads. */
const readHash = () => {
  const { id } = visavis.readPlace();
  const note = /^fn:.+?--(.+)$/.exec(id);
  return note ? `note-${note[1]}` : id;
};
/** @param {string} address */
const idOf = (address) => address.slice(address.indexOf("#") + 1);

/**
 * The element of a row, or of a note, on this page.
 * @param {string} address
 * @param {Row} [known]
 */
const elementOf = (address, known) => {
  const ids = [idOf(address), ...(known?.anchors ?? [])];
  const names = Object.values(state.languages).map(({ tag }) => tag);
  if (idOf(address).startsWith("note-"))
    ids.push(...names.map((tag) => `fn:${tag}--${idOf(address).slice(5)}`));
  return ids.map((id) => document.getElementById(id)).find((one) => one !== null) ?? undefined;
};

const isEditing = () => document.querySelector(".vv-desk-edit") !== null;

/** @param {string} address */
const open = (address) => {
  const at = address.indexOf("#");
  const found = state.chapters.find(({ name }) => name === address.slice(0, at));
  if (!found) return;
  const language = document.documentElement.lang;
  const page = found.pages[language] ?? found.pages[state.languages.target.tag];
  const id = idOf(address);
  keepTold();
  location.href = `${home}${page}${id ? `#${encodeURIComponent(id)}` : ""}`;
};

/**
 * Be at a row: on this page at once, or on its own.
 * @param {string} address
 */
const go = async (address) => {
  if (address.slice(0, address.indexOf("#")) !== chapter) {
    keepPlace(address);
    return open(address);
  }
  const element = elementOf(address);
  if (!element) return;
  here = address;
  row = undefined;
  const at = list.rows.findIndex((item) => item.address === address);
  if (at >= 0) cursor = at;
  history.replaceState(null, "", `#${encodeURIComponent(idOf(address))}`);
  document.querySelector("[data-desk-here]")?.removeAttribute("data-desk-here");
  element.dataset.deskHere = "";
  card?.remove();
  element.tabIndex = -1;
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "nearest" });
  reveal(element);
  showProgress();
  const known = await askRow(address);
  if (here !== address) return;
  row = known;
  showCard(known, element);
  keepPlace(address);
  const next = list.rows[cursor + 1];
  if (next?.chapter === chapter) askRow(next.address).catch(() => {});
};

/**
 * Let a row be seen whole between the header and the bar, its beginning first.
 * @param {Element} element
 */
const reveal = (element) => {
  const { top, bottom } = element.getBoundingClientRect();
  const edge = visavis.edge() + 8;
  const foot = innerHeight - bar.offsetHeight - 8;
  const by = top < edge ? top - edge : bottom > foot ? Math.min(bottom - foot, top - edge) : 0;
  if (by) scrollBy({ top: by, behavior: "instant" });
};

/** @param {Row} known @param {Element} element */
const showCard = (known, element) => {
  card?.remove();
  card = makeCard(known, {
    readOnly: state.read_only,
    waive: (finding) => dialogs.askWaiver(known, finding, act),
    answer: () => HANDS.answer(),
    propose: (command) => plans.askCommand(known, command, act),
    mark: (mark) => act({ action: "mark", mark }),
  });
  element.append(card);
  markWords(known, element);
  reveal(element);
  enableTools(isOpen);
};

const otherChapters = () => state.chapters.filter(({ name }) => name !== chapter);

/** @param {1 | -1} step */
const goBy = (step) => {
  if (isEditing()) return;
  const at = list.rows.findIndex((item) => item.address === here);
  const to = at < 0 ? cursor + (step > 0 ? 0 : -1) : at + step;
  const item = list.rows[to];
  if (item) go(item.address);
  else
    visavis.tell("say", {
      text: step > 0 ? "This is the last row of the list." : "This is the first row of the list.",
      show: true,
    });
};

const showProgress = () => {
  const all = state.chapters.reduce((sum, one) => sum + one.pairs, 0);
  const left = state.chapters.reduce((sum, one) => sum + one.left, 0);
  const at = list.rows.findIndex((item) => item.address === here);
  const number = at < 0 ? "–" : at + 1;
  const words = list.rows.length ? `${number} of ${list.rows.length}` : "nothing left";
  showPlace(words, all - left, all, list.judged ? "" : "The rules are still being asked.");
};

const markRows = () => {
  const waiting = new Map(list.rows.map((item) => [item.address, item]));
  for (const element of visavis.rows) {
    const item = waiting.get(`${chapter}#${element.id}`);
    if (item) element.dataset.deskWhy = item.error ? "error" : item.why;
    else delete element.dataset.deskWhy;
  }
};

/** Say on the page which of the revisions it shows. */
const showRevision = () => {
  document.body.dataset.deskRevision = String(state.revision);
};

/** Ask again what there is; the place is kept. */
const refresh = async () => {
  forgetRows();
  [state, list] = await Promise.all([askState(), askList(readChoice())]);
  markRows();
  showProgress();
  if (state.trouble) showTold(state.trouble);
  if (here && !isEditing()) {
    const known = await askRow(here).catch(() => undefined);
    const element = elementOf(here, known);
    if (known && element && known.address === here) {
      row = known;
      showCard(known, element);
    }
  }
  enableTools(isOpen);
  showRevision();
};

/** What was asked for before, to its end: nobody who types fast is left behind. */
let turn = /** @type {Promise<unknown>} */ (Promise.resolve());
/** @template Value @param {() => Promise<Value>} work @returns {Promise<Value>} */
const inTurn = (work) => {
  const done = turn.then(work);
  turn = done.catch(() => {});
  return done;
};

/**
 * Do something about the row where one is.
 * @param {Record<string, unknown>} told
 * @returns {Promise<boolean>}
 */
const act = (told) => inTurn(() => actNow(told));

/** @param {Record<string, unknown>} told @returns {Promise<boolean>} */
const actNow = async (told) => {
  busy = true;
  try {
    const done = await askAct({ address: here, ...(row ? { digest: row.digest } : {}), ...told });
    const said = done.said.join(" ");
    visavis.tell("say", said);
    if (done.texts) {
      showTold(said, done.command);
      keepTold();
      if (done.go) keepPlace(done.go);
      const id = idOf(done.go);
      if (chapter && id) {
        if (!done.go.startsWith(`${chapter}#`)) {
          open(done.go);
          return true;
        }
        history.replaceState(null, "", `#${encodeURIComponent(id)}`);
      }
      location.reload();
      return true;
    }
    showTold(said, done.command);
    await refresh();
    return true;
  } catch (error) {
    return refuse(error, told);
  } finally {
    busy = false;
  }
};

/** @param {unknown} error @param {Record<string, unknown>} told */
const refuse = (error, told) => {
  if (!(error instanceof Refusal)) throw error;
  if (error.status === 409 && told.action === "write") {
    const side = /** @type {Side} */ (told.side);
    const address = here;
    const mine = String(told.text);
    const conflict = /** @type {{ theirs: string, pieces: { text: string, mark: string }[] }} */ (
      error.told
    );
    dialogs.showConflict(
      mine,
      conflict,
      async () => {
        forgetRows();
        const known = await askRow(address);
        keepDraft(address, side, { text: mine, base: conflict.theirs, digest: known.digest });
        location.reload();
      },
      () => {
        keepDraft(address, side);
        location.reload();
      }
    );
    return false;
  }
  const { place, hint } = error.told;
  const said = [place && `${place}: ${error.message}`, !place && error.message, hint]
    .filter(Boolean)
    .join("; ");
  showTold(said);
  visavis.tell("say", { text: said, show: true });
  if (error.status === 409) refresh();
  return false;
};

/** @param {Side} side */
const edit = (side) => {
  const element = row && elementOf(here, row);
  if (!row || !element || isEditing()) return;
  const { language } = row.sides[side];
  const place = row.note
    ? element
    : element.querySelector(`:scope > .vv-side[lang="${CSS.escape(language)}"]`);
  if (!place) return;
  openEditor(
    row,
    side,
    place,
    async (draft) => {
      const notes = Object.entries(draft.notes ?? {}).map(([label, text]) => [
        label,
        { [side]: text },
      ]);
      const told = {
        action: "write",
        side,
        text: draft.text,
        base: draft.base,
        digest: draft.digest,
        notes: Object.fromEntries(notes),
      };
      const address = here;
      if (await act(told)) keepDraft(address, side);
    },
    () => element.focus({ preventScroll: true })
  );
  reveal(element);
};

const sign = () =>
  inTurn(async () => {
    const address = here;
    if (!isOpen("sign") || !(await actNow({ action: "sign" })) || here !== address) return;
    const next = list.rows[cursor];
    if (next) await go(next.address);
  });

/**
 * What each of the tools does.
 * @type {Record<string, () => unknown>}
 */
const HANDS = {
  back: () => goBy(-1),
  next: () => goBy(1),
  list: () => openList(state, list, here, chooseList, go),
  undo: () => act({ action: "undo" }),
  keys: () => dialogs.showKeys([...WAYS, ...TOOLS]),
  sign,
  waive: () => row && dialogs.askWaiver(row, undefined, act),
  ask: () =>
    row &&
    dialogs.askText(`Ask about ${row.id}`, "What do you want to know?", "Ask", (text) =>
      act({ action: "ask", text })
    ),
  answer: () =>
    row &&
    dialogs.askText(`Answer about ${row.id}`, "The answer", "Answer", (text) =>
      act({ action: "answer", text })
    ),
  edit: () => edit("target"),
  original: () => edit("source"),
  split: () => row && plans.askSplit(row, act),
  join: () => row && act({ action: "join", with: row.next }),
  up: () => row && plans.askShift(row, -1, act),
  down: () => row && plans.askShift(row, 1, act),
  move: () => row && plans.askMove(row, otherChapters(), act),
  insert: () => row && dialogs.askInsert(row, act),
  term: () => dialogs.askTerm(state.languages, act),
};

/** @param {string} name */
const isOpen = (name) => {
  const { writes, needs } = /** @type {Tool} */ (
    [...WAYS, ...TOOLS].find((one) => one.name === name)
  );
  if (writes && state.read_only) return false;
  if (name === "undo") return state.undo.length > 0;
  if (!needs) return true;
  if (!row || (needs === "pair" && row.note)) return false;
  if (name === "sign") return row.why !== "signed";
  if (name === "waive") return row.findings.some((one) => one.waivable);
  if (name === "answer") return row.queries.some((one) => !one.answer);
  if (name === "join") return Boolean(row.next);
  if (name === "move") return otherChapters().length > 0;
  return true;
};

/** @param {Record<string, string>} choice */
const chooseList = async (choice) => {
  list = await askList(choice);
  cursor = 0;
  markRows();
  showProgress();
  return list;
};

const NAMES = /** @type {Record<string, string>} */ ({ ArrowUp: "↑", ArrowDown: "↓" });
/** @param {KeyboardEvent} event */
const hear = (event) => {
  const key = NAMES[event.key] ?? event.key;
  const found = [...WAYS, ...TOOLS].find((one) => one.key === key);
  if (!found || !state || !visavis.isPlain(event)) return;
  if (visavis.isField(event.target) || visavis.front() !== document.body) return;
  if (event.target instanceof HTMLElement && event.target.closest(".vv-desk-edit")) return;
  if (visavis.local.read("keys") === "off") return;
  // What the page itself would do with the key.
  event.stopImmediatePropagation();
  event.preventDefault();
  if (event.repeat && !["j", "k"].includes(key)) return;
  // Whether there is something to sign or to undo is seen when its turn comes.
  if (isOpen(found.name) || (["a", "u"].includes(key) && !state.read_only)) HANDS[found.name]();
};
addEventListener("keydown", hear, true);

/**
 * What has been told since the page was shown.
 * @param {Record<string, any>} news
 */
const take = (news) => {
  if (news.lost)
    return showTold("The desk does not answer. If it has ended, start `visavis desk` again.");
  if (news.found || busy) return;
  if (news.trouble) return showTold(String(news.trouble));
  const texts = (news.changed ?? []).some((/** @type {string} */ path) => !path.endsWith(".jsonl"));
  if (texts && isEditing())
    return showTold(
      "The texts have changed elsewhere; what you write is compared when you save it."
    );
  if (texts) {
    showTold("Changed elsewhere:", news.changed.join(" "));
    keepTold();
    return location.reload();
  }
  refresh();
};

const begin = async () => {
  document.body.append(bar);
  showTools(HANDS);
  [state, list] = await Promise.all([askState(), askList(readChoice())]);
  document.body.classList.add("vv-desk-on");
  if (state.read_only) showTold("This desk only shows.");
  showKept();
  markRows();
  showProgress();
  enableTools(isOpen);
  if (chapter) {
    const led = readHash();
    const first = list.rows.find((item) => item.chapter === chapter);
    const wanted = [
      led && `${chapter}#${led}`,
      state.place.startsWith(`${chapter}#`) && state.place,
      first?.address,
    ];
    const address = wanted.find((one) => one && elementOf(one));
    if (address) {
      await go(address);
      const side = /** @type {Side[]} */ (["target", "source"]).find((one) =>
        readDraft(address, one)
      );
      if (side && !state.read_only) edit(side);
    }
  }
  showRevision();
  listen(take);
  for (const element of document.querySelectorAll(".vv-chapter > .vv-pair[id] .vv-number"))
    element.addEventListener("click", () => {
      const pair = element.closest(".vv-pair");
      if (pair && !isEditing()) go(`${chapter}#${pair.id}`);
    });
  addEventListener("dblclick", ({ target }) => {
    const pair =
      target instanceof Element &&
      !target.closest(".vv-desk-card, .vv-desk-edit") &&
      target.closest(".vv-chapter > .vv-pair[id]");
    if (pair && !isEditing()) go(`${chapter}#${pair.id}`);
  });
};
addEventListener("DOMContentLoaded", () => begin().catch((error) => showTold(error.message)));
