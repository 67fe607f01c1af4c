// Sends a form marked data-again, which is what it says, once more by itself, unless somebody says not to.
"use strict";

for (const form of document.querySelectorAll("form[data-again]")) {
  const SECONDS = 4;
  const note = document.createElement("p");
  const button = document.createElement("button");
  const timer = setTimeout(() => form.requestSubmit(), SECONDS * 1000);

  function stop() {
    clearTimeout(timer);
    note.remove();
  }

  note.className = "conflict-submit";
  note.append(Object.assign(document.createElement("span"), { role: "status", textContent: form.dataset.again }), button);
  Object.assign(button, { type: "button", className: "button", textContent: form.dataset.notAgain });
  button.addEventListener("click", () => {
    stop();
    form.querySelector("[type=submit]").focus();
  });
  form.before(note);
  form.addEventListener("submit", stop);
  window.addEventListener("pagehide", stop); // also where “back” leads here again
}
