"use strict";
/* While this page is open, the sessions that were joined from it get a sign of life each
   minute, and are left when it is closed. Without this script the arrival alone is kept,
   until the button says that one has left. */
(() => {
  const list = document.getElementById("sessions");
  if (!list) return;
  const EACH_MS = 60e3;
  const joined = new Map();
  const memory = "summitry.join";

  const newKey = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };
  const words = (what, key) => new URLSearchParams({ do: what, key });
  const tell = (url, what, key) =>
    fetch(url, { method: "POST", body: words(what, key), keepalive: true }).catch(() => {
      /* A dropped line: the next sign of life tells again. */
    });

  const show = (row) => {
    const is = joined.has(row.dataset.url);
    row.querySelector('[data-part="joined"]').hidden = !is;
    const leave = row.querySelector('[data-part="leave"]');
    if (leave) leave.hidden = !is;
    sessionStorage.setItem(memory, JSON.stringify([...joined.keys()]));
  };
  const arrive = (row, key) => {
    joined.set(row.dataset.url, key);
    show(row);
  };
  const rows = [...list.querySelectorAll("li[data-url]")];

  for (const row of rows) {
    const { url } = row.dataset;
    row.querySelector('[data-part="join"]')?.addEventListener("submit", (event) => {
      const { key } = event.target.elements;
      key.value = joined.get(url) ?? newKey();
      arrive(row, key.value);
    });
    row.querySelector('[data-part="leave"]')?.addEventListener("submit", (event) => {
      event.preventDefault();
      tell(url, "leave", joined.get(url) ?? "");
      joined.delete(url);
      show(row);
    });
  }

  const signs = () => {
    for (const [url, key] of joined) tell(url, "stay", key);
  };
  setInterval(signs, EACH_MS);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) signs();
  });
  window.addEventListener("online", signs);

  /* Leaving the page is leaving the sessions; whoever comes back arrives anew. */
  window.addEventListener("pagehide", () => {
    for (const [url, key] of joined) navigator.sendBeacon(url, words("leave", key));
  });
  window.addEventListener("pageshow", () => {
    const before = JSON.parse(sessionStorage.getItem(memory) ?? "[]");
    joined.clear();
    for (const row of rows) {
      if (before.includes(row.dataset.url) && row.querySelector('[data-part="join"]')) {
        const key = newKey();
        arrive(row, key);
        tell(row.dataset.url, "arrive", key);
      } else show(row);
    }
  });
})();
