// A form marked data-once is sent once: its buttons rest, and its note says what goes on, until the answer is there.
"use strict";

for (const form of document.querySelectorAll("form[data-once]")) {
  const buttons = form.querySelectorAll("[type=submit]");
  const note = form.querySelector("[data-waiting]");
  const told = note?.textContent;
  let isSent = false;

  form.addEventListener("submit", (event) => {
    if (event.submitter?.dataset.stays !== undefined) return; // it brings a file, and no other page
    if (isSent) {
      event.preventDefault();
      return;
    }
    isSent = true;
    if (note) note.textContent = note.dataset.waiting;
    // Later, or the button that was pressed would not be sent.
    setTimeout(() => buttons.forEach((button) => (button.disabled = true)));
  });

  // A page that comes back with the browser's “back” is a page to be used again.
  window.addEventListener("pageshow", () => {
    isSent = false;
    buttons.forEach((button) => (button.disabled = false));
    if (note) note.textContent = told;
  });
}
