// A day that is typed is the day that is meant: “When” follows it, and the button says what it will do.
"use strict";

const PAUSE = 200; // milliseconds without a key, before the server is asked what was typed

for (const told of document.querySelectorAll("[data-understood]")) {
  const form = told.closest(".moment-form");
  const at = form.querySelector(".field-at input");
  const [now, later] = form.querySelectorAll(".field-when input");
  const button = form.querySelector("[data-does]");
  const chosen = form.querySelector("[data-when]");
  const refused = form.querySelector(".field-at .errorlist");
  let putAside = "";
  let pause;

  // "now", "later" or "on", which is at a moment.
  function say(when, sentence = "", moment = "") {
    if (button) button.value = Said.filled(button.dataset[when], { moment });
    if (chosen) chosen.textContent = Said.filled(chosen.dataset[when], { moment });
    if (told.textContent !== sentence) told.textContent = sentence;
  }

  async function ask() {
    const typed = at.value;
    try {
      const answer = await fetch(`${told.dataset.understood}?${new URLSearchParams({ at: typed })}`);
      if (!answer.ok || answer.redirected) return; // signed out: sending the form will say so
      const { words, refusal } = await answer.json();
      if (at.value !== typed || now.checked) return;
      if (words) say("on", Said.filled(told.dataset.as, { moment: words }), words);
      else say("later", refusal === refused?.textContent.trim() ? "" : refusal);
    } catch {
      // No network: the button says less, and the server reads the day when the form is sent.
    }
  }

  function tell() {
    clearTimeout(pause);
    if (now.checked) return say("now");
    say("later", told.textContent);
    if (at.value.trim()) pause = setTimeout(ask, PAUSE);
    else say("later");
  }

  at.addEventListener("input", () => {
    if (at.value.trim()) later.checked = true;
    tell();
  });
  now.addEventListener("change", () => {
    putAside = at.value;
    at.value = "";
    tell();
  });
  later.addEventListener("change", () => {
    at.value ||= putAside;
    tell();
  });
  // Also what was refused, and what comes back with the browser's “back”.
  window.addEventListener("pageshow", () => {
    if (at.value.trim()) later.checked = true;
    tell();
  });
}
