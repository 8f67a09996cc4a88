"use strict";
/* Keeps the check-in page of one convening, so that it opens without a line. The server
   writes CONFIG before this: cache (its name), page (its address), assets.
   Only the page and its own files are kept; answers about people never are. */
const LONGEST_WAIT_MS = 4000;

const fill = async () => {
  const cache = await caches.open(CONFIG.cache);
  const kept = new Set((await cache.keys()).map((one) => new URL(one.url).pathname));
  const wanted = new Set(CONFIG.assets.map((one) => new URL(one, location).pathname));
  for (const path of kept) {
    if (path !== CONFIG.page && !wanted.has(path)) await cache.delete(path);
  }
  await cache.addAll(CONFIG.assets.filter((one) => !kept.has(new URL(one, location).pathname)));
};

const keepPage = async (answer) => {
  const cache = await caches.open(CONFIG.cache);
  if (answer.ok && !answer.redirected) await cache.put(CONFIG.page, answer);
  /* Whoever is logged out, or may not check in any more, keeps no page. */
  else if (answer.redirected || answer.status === 403) await cache.delete(CONFIG.page);
};

const fetchPage = (request) =>
  new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error("slow")), LONGEST_WAIT_MS);
    fetch(request).then(resolve, reject);
  });

const openPage = async (event) => {
  const plain = new URL(event.request.url).search === "";
  const cache = await caches.open(CONFIG.cache);
  const kept = await cache.match(CONFIG.page);
  try {
    const answer = await (kept ? fetchPage(event.request) : fetch(event.request));
    if (plain || !answer.ok) event.waitUntil(keepPage(answer.clone()));
    return answer.status >= 500 && kept ? kept : answer;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
};

const openAsset = async (request) => {
  const cache = await caches.open(CONFIG.cache);
  return (await cache.match(request)) ?? fetch(request);
};

self.addEventListener("install", (event) => {
  event.waitUntil(
    Promise.all([
      fill(),
      fetch(CONFIG.page, { credentials: "same-origin" }).then(keepPage),
    ]).then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate" && url.pathname === CONFIG.page) {
    event.respondWith(openPage(event));
  } else if (CONFIG.assets.includes(url.pathname)) {
    event.respondWith(openAsset(request));
  }
});
