// The page for a wrong address finds the way home where the site does not know its own address: its
// home is the nearest folder above that has what stands at the root of every edition.
(() => {
  "use strict";

  const { placed } = document.documentElement.dataset;
  const worker = navigator.serviceWorker?.controller?.scriptURL;
  /** @param {string} home */
  const lead = (home) => {
    /** @type {NodeListOf<HTMLAnchorElement | HTMLFormElement>} */
    const ways = document.querySelectorAll("a, form");
    for (const way of ways) {
      const { href } = new URL(way.dataset.home ?? "", new URL(home, location.href));
      if (way instanceof HTMLFormElement) way.action = href;
      else way.href = href;
    }
  };
  const find = async () => {
    for (let path = location.pathname; path; path = path.slice(0, -1)) {
      path = path.slice(0, path.lastIndexOf("/") + 1);
      const answer = await fetch(`${path}alignment.json`, { method: "HEAD" }).catch(() => null);
      if (answer?.ok && answer.headers.get("content-type")?.includes("json")) {
        lead(path);
        return;
      }
    }
  };
  if (placed !== undefined) return;
  if (worker) lead(new URL("./", worker).href);
  else find();
})();
