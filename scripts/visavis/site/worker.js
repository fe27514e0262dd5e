// Keeps the edition for readers without a network. Pages are asked of the network first, so that nobody
// reads an old one while there is a new one. What is kept is of one build, each file held against the
// digest that the build gave it; and it answers only for pages of that build: never a mixture of two.
// `offline.py` writes the values BUILD, FILES, FIRST and LOST before it. A host that changes the files it
// delivers, by putting in a script of its own, keeps them from being kept, and nothing else.
const worker = /** @type {WorkerScope} */ (/** @type {unknown} */ (self));
const SCOPE = new URL("./", location.href).href;
const OURS = `visavis ${SCOPE} `;
const NAME = OURS + BUILD;

/** @param {string} path */
const addressOf = (path) => SCOPE + path.split("/").map(encodeURIComponent).join("/");
/** @param {string} address */
const pathOf = (address) => {
  const { origin, pathname } = new URL(address);
  if (!(origin + pathname).startsWith(SCOPE)) return null;
  try {
    const path = decodeURIComponent((origin + pathname).slice(SCOPE.length));
    return path.replace(/(^|\/)index\.html$/, "$1");
  } catch {
    return null; // Not an address of ours.
  }
};

/** @param {Response} response @param {string} path */
const isOfThisBuild = async (response, path) => {
  const digest = await crypto.subtle.digest("SHA-256", await response.clone().arrayBuffer());
  const bytes = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0"));
  return path in FILES && bytes.join("").startsWith(FILES[path]);
};

/** @param {Cache} cache @param {string} path @param {Response} response */
const keep = async (cache, path, response) => {
  if (!response.ok || response.redirected || !(await isOfThisBuild(response, path))) return false;
  await cache.put(addressOf(path), response);
  return true;
};

/**
 * What an older build has of the same file need not be asked for again.
 * @param {Cache} cache
 * @param {string} path
 */
const inherit = async (cache, path) => {
  for (const name of await caches.keys()) {
    if (!name.startsWith(OURS)) continue;
    const old = await (await caches.open(name)).match(addressOf(path));
    if (old && (await keep(cache, path, old))) return true;
  }
  return false;
};

const install = async () => {
  const cache = await caches.open(NAME);
  const missing = [...FIRST];
  const work = async () => {
    for (let path = missing.pop(); path !== undefined; path = missing.pop())
      if (!(await inherit(cache, path)))
        await keep(cache, path, await fetch(addressOf(path), { cache: "no-cache" }));
  };
  await Promise.all([work(), work(), work(), work()]);
  await worker.skipWaiting();
};

const activate = async () => {
  for (const name of await caches.keys())
    if (name.startsWith(OURS) && name !== NAME) await caches.delete(name);
  await worker.clients.claim();
};

/**
 * Window → whether its page is of this build; of others everything is asked anew.
 * @type {Map<string, Promise<boolean> | boolean>}
 */
const pages = new Map();

/** @param {FetchEvent} event @param {string} path */
const answer = async (event, path) => {
  const { request, clientId, resultingClientId } = event;
  const cache = await caches.open(NAME);
  const kept = await cache.match(addressOf(path));
  const isPage = request.mode === "navigate";
  if (kept && !isPage && (await pages.get(clientId))) return kept;
  try {
    const response = await fetch(request.url, { cache: "no-cache", redirect: request.redirect });
    const known = isOfThisBuild(response, path).catch(() => false);
    if (isPage) pages.set(resultingClientId, known);
    if (!kept) event.waitUntil(keep(cache, path, response.clone()).catch(() => false));
    return response;
  } catch (error) {
    if (!kept) throw error;
    if (isPage) pages.set(resultingClientId, true);
    return kept;
  }
};

/**
 * A page that is not there: without a network the edition says so, and not the browser.
 * @param {FetchEvent} event
 * @param {string} path
 */
const miss = async ({ request, resultingClientId }, path) => {
  try {
    return await fetch(request);
  } catch (error) {
    if (`${path}/` in FILES) return Response.redirect(addressOf(`${path}/`));
    const kept = await (await caches.open(NAME)).match(addressOf(LOST));
    if (!kept) throw error;
    pages.set(resultingClientId, true);
    return new Response(kept.body, { status: 404, headers: kept.headers });
  }
};

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(activate()));
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const path = request.method === "GET" ? pathOf(request.url) : null;
  if (path === null) return;
  if (path in FILES) event.respondWith(answer(event, path));
  else if (request.mode === "navigate") event.respondWith(miss(event, path));
});
