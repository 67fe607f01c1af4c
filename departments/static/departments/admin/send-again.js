// Sends a form marked data-again once more by itself, as often as it comes back, unless somebody says not to.
"use strict";

for (const form of document.querySelectorAll("form[data-again]")) {
  const SECONDS = 4;
  const note = form.querySelector("[data-again-note]");
  const timer = setTimeout(() => form.requestSubmit(), SECONDS * 1000);
  note.hidden = false;

  function stop() {
    clearTimeout(timer);
    note.hidden = true;
  }

  note.querySelector("button").addEventListener("click", () => {
    stop();
    form.querySelector("[type=submit]").focus();
  });
  form.addEventListener("submit", stop);
  window.addEventListener("pagehide", stop); // also where “back” leads here again
}
