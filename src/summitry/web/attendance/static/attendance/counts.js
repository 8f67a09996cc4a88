"use strict";
/* The totals and the sessions follow what happens; lists and chart are those of the moment
   at which the page was opened, and are counted again by its link. */
(() => {
  const root = document.getElementById("counts");
  if (!root) return;
  const EACH_MS = 20e3;
  const number = new Intl.NumberFormat("en");
  const find = (counts, path) => path.split(".").reduce((at, name) => at?.[name], counts);

  const fill = (cells, counts) => {
    for (const cell of cells) {
      const value = find(counts, cell.dataset.count);
      if (value !== undefined) cell.textContent = number.format(value);
    }
  };
  const follow = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(root.dataset.url, { redirect: "manual" });
      if (!answer.ok) return;
      const counts = await answer.json();
      const byName = new Map(counts.sessions.map((one) => [one.slug, one]));
      const rows = root.querySelectorAll("[data-session]");
      for (const row of rows) {
        fill(row.querySelectorAll("[data-count]"), byName.get(row.dataset.session));
      }
      const cells = [...root.querySelectorAll("[data-count]")];
      fill(cells.filter((cell) => !cell.closest("[data-session]")), counts);
      const time = root.querySelector('[data-part="as-of"]');
      time.dateTime = counts.as_of;
      time.textContent = counts.clock;
    } catch {
      /* No line: the counts that are here stay, with their time. */
    }
  };
  setInterval(follow, EACH_MS);
  document.addEventListener("visibilitychange", follow);
})();
