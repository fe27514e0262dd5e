// What can be done at the desk, in the order in which the bar shows it: each by a button and by a key.

/**
 * @typedef {{ name: string, words: string, key: string, help: string, writes?: boolean,
 *   needs?: "row" | "pair" }} Tool `needs`: a row, or one that is no note
 */

/**
 * From row to row, and over the whole.
 * @type {Tool[]}
 */
export const WAYS = [
  { name: "back", words: "Back", key: "k", help: "the row before, in the list" },
  { name: "next", words: "Next", key: "j", help: "the next row of the list" },
  {
    name: "list",
    words: "List",
    key: "f",
    help: "the list: what is chosen, in which order, how much is left",
  },
  {
    name: "undo",
    words: "Undo",
    key: "u",
    help: "undo what was done last, back to the beginning of the day",
    writes: true,
  },
  { name: "keys", words: "Keys", key: "?", help: "these keys" },
];

/**
 * About the row where one is.
 * @type {Tool[]}
 */
export const TOOLS = [
  {
    name: "sign",
    words: "Sign off",
    key: "a",
    help: "sign off as it stands, and go on",
    writes: true,
    needs: "row",
  },
  {
    name: "waive",
    words: "Waive",
    key: "w",
    help: "waive a rule, with a reason",
    writes: true,
    needs: "row",
  },
  { name: "ask", words: "Query", key: "q", help: "ask about it", writes: true, needs: "row" },
  {
    name: "answer",
    words: "Answer",
    key: "r",
    help: "answer what is asked",
    writes: true,
    needs: "row",
  },
  {
    name: "edit",
    words: "Edit",
    key: "e",
    help: "edit the translation",
    writes: true,
    needs: "row",
  },
  {
    name: "original",
    words: "Edit original",
    key: "E",
    help: "edit the original",
    writes: true,
    needs: "row",
  },
  {
    name: "split",
    words: "Split",
    key: "s",
    help: "split the row before a sentence",
    writes: true,
    needs: "pair",
  },
  {
    name: "join",
    words: "Join",
    key: "m",
    help: "join it with the next",
    writes: true,
    needs: "pair",
  },
  {
    name: "up",
    words: "Shift",
    key: "↑",
    help: "shift one side from here on, one row back",
    writes: true,
    needs: "pair",
  },
  {
    name: "down",
    words: "Shift",
    key: "↓",
    help: "shift one side from here on, one row on",
    writes: true,
    needs: "pair",
  },
  {
    name: "move",
    words: "Move",
    key: "v",
    help: "move it to another chapter, or all from here on",
    writes: true,
    needs: "pair",
  },
  {
    name: "insert",
    words: "New row",
    key: "i",
    help: "insert a row behind it",
    writes: true,
    needs: "pair",
  },
  { name: "term", words: "New term", key: "t", help: "add a term to the glossary", writes: true },
];
