// Notices beside an open form that its session has ended, or is another account's by now; says how to go on, and gives
// the forms of the page a fresh token once their account is back.
"use strict";

{
  const words = document.currentScript.dataset;
  const mark = document.querySelector("form [name=_opened_by][data-account]");
  const EVERY = 30_000; // milliseconds
  const said = document.querySelector(".signed-out"); // by the page itself
  const note = said ?? document.createElement("div");
  note.className = "signed-out";
  note.setAttribute("role", "alert");
  let told = said ? "out" : "";

  function tell(which, ...sentence) {
    if (which === told) return; // the same words again would be read aloud again
    told = which;
    note.replaceChildren(...sentence);
  }

  // A sentence in which a link to signing in stands, as the parts of a page.
  function withLink(sentence, name) {
    const [before, linked, after] = sentence.split(/<\/?a>/).map((part) => Said.filled(part, { name }));
    return [before, signIn(linked), after];
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
        tell("out", ...withLink(words.out));
      } else if (answer.ok) {
        hear(await answer.json());
      }
    } catch {
      // No network: the next half minute asks again.
    }
  }

  function hear({ account, name, token }) {
    if (account !== mark.dataset.account) {
      tell(account, ...withLink(words.other, name));
      return;
    }
    for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
    if (told && told !== "in") tell("in", words.again);
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
