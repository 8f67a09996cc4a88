"use strict";
/* A chart is complete without this script. With it, a chart that a mouse or the
   keyboard enters is drawn again by vega-embed, which adds tooltips. The 0.9 MB of
   chart scripts are fetched then, once, and never before. */
(() => {
  let scripts;

  const loadScripts = (url) => {
    scripts ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = url;
      script.onload = () => resolve(window.vegaEmbed);
      script.onerror = reject;
      document.head.append(script);
    });
    return scripts;
  };

  const options = {
    actions: false,
    ast: true,
    defaultStyle: false,
    renderer: "svg",
    tooltip: { disableDefaultStyle: true },
    loader: { baseURL: window.location.origin },
  };

  const enliven = async (plot) => {
    if (plot.dataset.alive) return;
    plot.dataset.alive = "1";
    try {
      const embed = await loadScripts(plot.dataset.scripts);
      for (const picture of plot.querySelectorAll("[data-spec-url]")) {
        if (!picture.offsetWidth) continue;
        const answer = await fetch(picture.dataset.specUrl);
        if (!answer.ok) continue;
        const before = picture.querySelector("svg");
        const place = document.createElement("div");
        place.hidden = true;
        picture.append(place);
        await embed(place, await answer.json(), options);
        const after = place.querySelector("svg");
        after.setAttribute("role", "img");
        after.setAttribute("aria-label", before.getAttribute("aria-label"));
        before.remove();
        place.hidden = false;
      }
    } catch {
      /* The picture made by the server stays. */
    }
  };

  for (const plot of document.querySelectorAll(".plot[data-scripts]")) {
    plot.addEventListener("pointerenter", (event) => {
      if (event.pointerType === "mouse") enliven(plot);
    });
    plot.addEventListener("focusin", () => enliven(plot));
  }
})();
