// While a load is being written, its note says which stage it has reached, and a bar how much of that is done.
"use strict";

const EVERY = 1500; // milliseconds
const note = document.querySelector("[data-how-far]");
const bar = Object.assign(document.createElement("progress"), { hidden: true });
bar.setAttribute("aria-label", note.dataset.stage);
note.after(bar);

async function ask() {
  try {
    const answer = await fetch(note.dataset.howFar);
    if (!answer.ok || answer.redirected) return;
    const { stage } = await answer.json();
    if (!stage) return;
    const [words, counts] = stage.split(": ");
    const [done, all] = counts?.replaceAll(",", "").match(/\d+/g) ?? [];
    if (!note.textContent.startsWith(words)) note.textContent = `${words} …`; // the same words would be read aloud again
    bar.hidden = false;
    if (all) Object.assign(bar, { max: all, value: done });
    else bar.removeAttribute("value");
  } catch {
    // No answer: the note stays as it is, and the next one may come.
  }
}

note.closest("form").addEventListener("submit", (event) => {
  if (event.submitter?.name === "_load") setInterval(ask, EVERY);
});
