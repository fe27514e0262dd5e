/** What the scripts of the pages find besides what browsers bring: for `tsc`, and nowhere published. */

/** The root of the site, and what a browser keeps for it: see `base.js`. */
declare var __md_scope: URL;
declare var __md_hash: (text: string) => number;
// biome-ignore lint/suspicious/noExplicitAny: whatever was written
declare var __md_get: (name: string, store?: Storage, scope?: URL) => any;
declare var __md_set: (name: string, value: unknown, store?: Storage, scope?: URL) => void;

/** The index of a page that was opened from a file, set by `search_index.js`. */
interface Window {
  __index?: import("./theme/assets/visavis/search-rank.js").Index;
}

/** Not known to all browsers yet. */
interface Navigator {
  readonly connection?: { readonly saveData: boolean };
}

/** In a service worker only, which has no types among those of pages. */
interface WorkerEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends WorkerEvent {
  readonly request: Request;
  readonly clientId: string;
  readonly resultingClientId: string;
  respondWith(answer: Promise<Response>): void;
}
interface WorkerScope {
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(name: "install" | "activate", act: (event: WorkerEvent) => void): void;
  addEventListener(name: "fetch", act: (event: FetchEvent) => void): void;
}
/** Written before the service worker by `offline.py`. */
declare const BUILD: string;
/** Path → the beginning of its digest; all that belongs to this build. */
declare const FILES: Record<string, string>;
/** What is kept after the first visit; anything else after its own. */
declare const FIRST: string[];
/** The page of wrong addresses. */
declare const LOST: string;
