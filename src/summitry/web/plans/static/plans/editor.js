"use strict";
/* The editor works without this script: numbers and a button. With it, each number has a
   slider, and every move asks the server what the plan comes to. The last answer counts:
   a question that a later move has overtaken is dropped. */
(() => {
  const form = document.getElementById("editor");
  const outcome = document.getElementById("outcome");
  if (!form || !outcome || !window.AbortController) return;
  let question;
  let waiting = false;

  const ask = async () => {
    question?.abort();
    question = new AbortController();
    const began = performance.now();
    try {
      const answer = await fetch(form.dataset.preview, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        signal: question.signal,
      });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      outcome.replaceChildren(...page.body.childNodes);
      outcome.dataset.milliseconds = String(Math.round(performance.now() - began));
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  };

  /* One question a frame, however fast the slider moves. */
  const askSoon = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      ask();
    });
  };

  for (const number of form.querySelectorAll("[data-slider]")) {
    const slider = document.createElement("input");
    slider.type = "range";
    for (const name of ["min", "max", "step", "value"]) slider[name] = number[name];
    slider.setAttribute("aria-label", number.parentElement.textContent.trim());
    slider.addEventListener("input", () => {
      number.value = slider.value;
    });
    number.addEventListener("input", () => {
      slider.value = number.value;
    });
    number.after(slider);
  }
  form.addEventListener("input", (event) => {
    const { type, name } = event.target;
    if (name === "add" || name === "note" || name === "sector") return;
    if (type !== "text") askSoon();
  });
  document.getElementById("apply").hidden = true;
})();
