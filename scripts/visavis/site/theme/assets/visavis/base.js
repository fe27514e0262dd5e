// What Material's script and ours find when they come: to which site belongs what a browser keeps, and
// how that is read and written. It stands first in the head of every page, and in no page itself,
// since the policy of the site lets nothing run that does.

globalThis.__md_scope = new URL(
  /** @type {HTMLScriptElement} */ (document.currentScript).dataset.base ?? ".",
  location.href
);

/** @param {string} text */
globalThis.__md_hash = (text) => {
  let hash = 0;
  for (const sign of text) hash = ((hash << 5) - hash + (sign.codePointAt(0) ?? 0)) | 0;
  return hash;
};

globalThis.__md_get = (name, store = localStorage, scope = __md_scope) =>
  JSON.parse(store.getItem(`${scope.pathname}.${name}`) ?? "null");

globalThis.__md_set = (name, value, store = localStorage, scope = __md_scope) => {
  try {
    store.setItem(`${scope.pathname}.${name}`, JSON.stringify(value));
  } catch {
    // Where nothing may be kept, the page is as it is without.
  }
};
