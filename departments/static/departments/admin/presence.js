// Says every half minute that the form is still open, shows who else has it open or saved it, and says when it closes.
"use strict";

const presence = document.querySelector(".presence");
const EVERY = 30_000; // milliseconds; the server takes a form to be open for ten minutes after the last one

function told() {
  const data = new FormData();
  data.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  for (const name of ["department", "digest", "opened"]) data.set(name, presence.dataset[name]);
  return data;
}

async function ask() {
  if (document.visibilityState !== "visible") return;
  try {
    const answer = await fetch(presence.dataset.openUrl, { method: "POST", body: told() });
    if (!answer.ok || answer.redirected) return; // signed out, which still-signed-in.js says, or no longer theirs
    const words = (await answer.json()).sentences.join(" ");
    // The same words again would be read aloud again.
    if (presence.textContent !== words) presence.textContent = words;
  } catch {
    // No network: the sentence stays, and the next half minute asks again.
  }
}

setInterval(ask, EVERY);
document.addEventListener("visibilitychange", ask);
window.addEventListener("pageshow", (event) => event.persisted && ask());
window.addEventListener("pagehide", () => navigator.sendBeacon(presence.dataset.closedUrl, told()));
