// Switching the interface keeps the paragraph, and in the midst of a long one the sentence: the links
// to the other languages are given the address of what is read at the moment they are used. Without
// this script they lead to the head of the page, and each row's own link to the row.
(() => {
  "use strict";

  const { edge, isInSight, isNamed, isShown, rangeOf, readPlace, readSentences, rowRead, rows } =
    visavis;

  /** @param {Element} row @param {string} language */
  const sideIn = (row, language) => visavis.sidesOf(row).find((side) => side.lang === language);

  /**
   * The number of the sentence with which a text goes on below the header.
   * @param {HTMLElement} side
   */
  const firstInSight = (side) => {
    const top = edge();
    const sentences = readSentences(side.dataset.sentences);
    // Of a sentence of two lines, one of which is gone, the next is read.
    const seen = sentences.findIndex((_, n) => {
      const box = rangeOf(side, n).getBoundingClientRect();
      return box.top >= top - 4 || (box.bottom > top && box.bottom - top > box.height / 2);
    });
    return seen < 0 ? sentences.length - 1 : seen;
  };

  /**
   * The sentence of one text that answers one of another; the first below it that is answered.
   * @param {HTMLElement} side
   * @param {number} number
   * @param {HTMLElement} other
   */
  const answer = (side, number, other) => {
    if (side === other) return number;
    const answers = readSentences(other.dataset.sentences);
    for (const { group } of readSentences(side.dataset.sentences).slice(number)) {
      const found = group ? answers.findIndex((one) => one.group === group) : -1;
      if (found >= 0) return found;
    }
    return -1;
  };

  /**
   * What of a row the other interface has to open; `sentence` is one of this page's first text.
   * @param {HTMLElement} row
   * @param {string} language
   * @param {number | undefined} sentence
   */
  const placeIn = (row, language, sentence) => {
    const other = sideIn(row, language);
    const [first] = visavis.sidesOf(row);
    const read = visavis.sidesOf(row).find(isShown);
    if (!other || !read) return row.id;
    let number = -1;
    if (sentence) number = answer(first, sentence - 1, other);
    else if (row.getBoundingClientRect().top < edge() - window.innerHeight / 4)
      number = answer(read, firstInSight(read), other);
    return number < 0 ? row.id : `${row.id}.s${number + 1}`;
  };

  /** @param {HTMLAnchorElement} link */
  const place = (link) => {
    // A range goes along whole, as long as some of it is in sight.
    if (rows.some((row) => row.hasAttribute("data-vv-lit") && isInSight(row)))
      return location.hash.slice(1);
    const row = rowRead();
    const named = row && isNamed(row);
    // Nobody who has not left the head of the page wants to be taken past it.
    if (!row || (window.scrollY === 0 && !named && !row.contains(document.activeElement)))
      return "";
    return placeIn(row, link.hreflang, named ? readPlace().sentence : undefined);
  };

  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (
    document.querySelectorAll("a.vv-language")
  ))
    for (const use of ["pointerdown", "focus", "click"])
      link.addEventListener(use, () => {
        link.hash = place(link);
      });
})();
