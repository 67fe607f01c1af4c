// Asks the checks again of what is typed, once a field is left. The form goes to the server, and nothing is saved.
"use strict";

{
  const panel = document.querySelector("[data-checks]");
  const form = panel?.closest("form");
  let asked = form && typed();
  let waiting;

  function typed() {
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    return new URLSearchParams(data).toString();
  }

  async function ask() {
    const now = typed();
    if (now === asked) return;
    asked = now;
    waiting?.abort();
    waiting = new AbortController();
    try {
      const headers = { "Content-Type": "application/x-www-form-urlencoded" };
      const answer = await fetch(panel.dataset.checks, { method: "POST", body: now, headers, signal: waiting.signal });
      if (!answer.ok || answer.redirected) return; // signed out, which still-signed-in.js says
      const words = await answer.text();
      // The same words again would be read aloud again.
      if (panel.innerHTML !== words) panel.innerHTML = words;
    } catch {
      // No network, or asked anew meanwhile: what was found before stays.
    }
  }

  form?.addEventListener("focusout", () => setTimeout(ask));
}
