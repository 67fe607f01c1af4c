// Notices beside an open form that its session has ended, or is another account's by now; says how to go on, and gives
// the forms of the page a fresh token once their account is back.
"use strict";

{
  const mark = document.querySelector("form [name=_opened_by][data-account]");
  const EVERY = 30_000; // milliseconds
  const said = document.querySelector(".signed-out"); // by the page itself
  const note = said ?? document.createElement("div");
  note.className = "signed-out";
  note.setAttribute("role", "alert");
  let told = said ? "out" : "";

  function tell(which, ...words) {
    if (which === told) return; // the same words again would be read aloud again
    told = which;
    note.replaceChildren(...words);
  }

  function signIn(text) {
    const link = document.createElement("a");
    link.href = `${mark.dataset.signInUrl}?for=${encodeURIComponent(mark.value)}`;
    link.target = "_blank";
    link.rel = "opener"; // so that the window can close itself
    link.textContent = text;
    return link;
  }

  async function ask() {
    if (document.visibilityState !== "visible") return;
    try {
      const answer = await fetch(mark.dataset.askUrl, { headers: { Accept: "application/json" } });
      if (answer.status === 401 || answer.redirected) {
        const before = "You are signed out, and this form can no longer be saved. ";
        tell("out", before, signIn("Sign in again in a new window"), ": what you typed stays here.");
      } else if (answer.ok) {
        hear(await answer.json());
      }
    } catch {
      // No network: the next half minute asks again.
    }
  }

  function hear({ account, name, token }) {
    if (account !== mark.dataset.account) {
      const before = `${name} is signed in now, and this form was opened by another account, which alone can save it. `;
      tell(account, before, signIn("Sign in with it"), ": what was typed stays here until then.");
      return;
    }
    for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
    if (told && told !== "in") tell("in", "You are signed in again: go on.");
    document.dispatchEvent(new Event("departments:signed-in"));
  }

  if (mark?.dataset.account) {
    if (!said) mark.form.before(note);
    setInterval(() => told !== "out" && ask(), EVERY); // who is out comes back by a window, which says so
    document.addEventListener("visibilitychange", ask);
    window.addEventListener("focus", ask);
    window.addEventListener("pageshow", (event) => event.persisted && ask());
    new BroadcastChannel("departments.signed-in").addEventListener("message", ask);
  }
}
