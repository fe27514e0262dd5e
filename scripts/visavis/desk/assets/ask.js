// What the page asks of the desk: the interface, as `manual/how-to/desk.md` describes it.

/**
 * @typedef {{ address: string, chapter: string, id: string, why: string, findings: number, error: boolean,
 *   words: string, language: string, direction: string }} Item
 * @typedef {{ rule: string, severity: string, message: string, hint: string, summary: string,
 *   waivable: boolean, instead: string, commands: string[],
 *   at: { side: Side, start: number, end: number } | null }} Finding
 * @typedef {"source" | "target"} Side
 * @typedef {{ language: string, direction: string, name: string, markdown: string, path: string,
 *   line: number, sentences: [string, string][] }} Text
 * @typedef {{ id: string, source: string, target: string[], deviates: boolean }} Term
 * @typedef {Item & { digest: string, said: string, note: boolean, anchors: string[], one_sided: boolean,
 *   mark: string, next: string, judged: boolean, findings: Finding[], terms: Term[],
 *   signed: { date: string, name: string } | null,
 *   queries: { text: string, name: string, date: string, answer: string, answered_by: string }[],
 *   waivers: { rule: string, reason: string, name: string }[],
 *   changes: { side: Side, pieces: { text: string, mark: string }[] }[],
 *   sides: Record<Side, Text> }} Row
 * @typedef {{ name: string, title: string, pages: Record<string, string>, pairs: number, left: number }} Chapter
 * @typedef {{ version: number, revision: number, read_only: boolean, judged: boolean, trouble: string,
 *   undo: string[], place: string, languages: Record<Side, { tag: string, name: string }>,
 *   chapters: Chapter[] }} State
 * @typedef {{ judged: boolean, order: string, rows: Item[], rules: string[], people: string[], why: string[] }} List
 * @typedef {{ said: string[], command: string, texts: boolean, go: string, undo: string[],
 *   difference: string, preview: { id: string, source: string, target: string }[] }} Done
 */

const script = /** @type {HTMLElement} */ (document.getElementById("vv-desk-script"));
/** The folder of the site, as the page calls it. */
export const home = new URL(script.dataset.home ?? "./", location.href).href;
/** The chapter of the page; empty on any other. */
export const chapter = script.dataset.chapter ?? "";
const base = `${home}.desk/1/`;

/** What the desk says when it does not do what it was asked. */
export class Refusal extends Error {
  /** @param {number} status @param {Record<string, any>} told */
  constructor(status, told) {
    super(String(told.error ?? "The desk does not answer."));
    this.status = status;
    this.told = told;
  }
}

/** @param {Promise<Response>} asked */
const read = async (asked) => {
  const answer = await asked.catch(() => undefined);
  if (!answer) throw new Refusal(0, { error: "The desk has ended. Start `visavis desk` again." });
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refusal(answer.status, told);
  return told;
};

/** @param {string} what @param {Record<string, string>} [query] */
const get = (what, query = {}) => read(fetch(`${base}${what}?${new URLSearchParams(query)}`));
/** @param {string} what @param {object} told */
const post = (what, told) =>
  read(
    fetch(base + what, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(told),
    })
  );

/** @returns {Promise<State>} */
export const askState = () => get("state");
/** @param {Record<string, string>} choice @returns {Promise<List>} */
export const askList = (choice) => get("list", choice);
/** @param {object} told @returns {Promise<{ findings: Finding[], kept: Finding[], terms: Term[] }>} */
export const askJudgement = (told) => post("judge", told);
/** @param {object} told @returns {Promise<Done>} */
export const askAct = (told) => post("act", told);
/** @param {string} address */
export const keepPlace = (address) => post("place", { address }).catch(() => {});

/** @type {Map<string, Promise<Row>>} */
let rows = new Map();
/**
 * A row, which may have been asked for before it is needed.
 * @param {string} address
 * @returns {Promise<Row>}
 */
export const askRow = (address) => visavis.once(rows, address, () => get("row", { address }));
export const forgetRows = () => {
  rows = new Map();
};

/** @param {(news: Record<string, any>) => void} hear */
export const listen = (hear) => {
  const source = new EventSource(`${base}events`);
  source.onmessage = ({ data }) => hear(JSON.parse(data));
  source.onerror = () => hear({ lost: true });
  source.onopen = () => hear({ found: true });
};
