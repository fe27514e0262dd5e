// Keeps the edition for readers without a network. Pages are asked of the network first, so that nobody
// reads an old one while there is a new one. What is kept is of one build, each file held against the
// digest that the build gave it; and it answers only for pages of that build: never a mixture of two.
// `offline.py` writes the three values. A host that changes the files it delivers, by putting in a
// script of its own, keeps them from being kept, and nothing else.
"use strict";

const BUILD = "{{build}}";
const FILES = {{files}}; // Path → digest; all that belongs to this build.
const FIRST = {{first}}; // What is kept after the first visit; anything else after its own.

const SCOPE = new URL("./", location).href;
const OURS = `visavis ${SCOPE} `;
const NAME = OURS + BUILD;

const addressOf = (path) => SCOPE + path.split("/").map(encodeURIComponent).join("/");
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

const isOfThisBuild = async (response, path) => {
  const digest = await crypto.subtle.digest("SHA-256", await response.clone().arrayBuffer());
  const start = [...new Uint8Array(digest)].slice(0, {{bytes}});
  return start.map((byte) => byte.toString(16).padStart(2, "0")).join("") === FILES[path];
};

const keep = async (cache, path, response) => {
  if (!response.ok || response.redirected || !(await isOfThisBuild(response, path))) return false;
  await cache.put(addressOf(path), response);
  return true;
};

// What an older build has of the same file need not be asked for again.
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
  await self.skipWaiting();
};

const activate = async () => {
  for (const name of await caches.keys())
    if (name.startsWith(OURS) && name !== NAME) await caches.delete(name);
  await self.clients.claim();
};

// Window → whether its page is of this build; of others everything is asked anew.
const pages = new Map();

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

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const path = event.request.method === "GET" ? pathOf(event.request.url) : null;
  if (path !== null && path in FILES) event.respondWith(answer(event, path));
});
