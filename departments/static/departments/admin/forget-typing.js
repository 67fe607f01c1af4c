// Forgets what the browser keeps of typing (kept-typing.js): once it is saved, after 14 days, and as its account signs
// out. This is done by whichever page comes next: the one that is left may still be asked whether to leave at all.
"use strict";

{
  const KEPT = "departments.typed.";
  const SIGNED_OUT = "departments.signed-out";
  const DAYS = 14;
  const account = document.currentScript.dataset.account;

  // A save is answered with a cookie of the name that its form sent; its value is where the cookie holds.
  function savedForms() {
    const found = [...document.cookie.matchAll(/departments_saved_(\w+)="?([^;"]*)/g)];
    for (const [, name, path] of found) document.cookie = `departments_saved_${name}=; Max-Age=0; Path=${path}`;
    return found.map(([, name]) => name);
  }

  function isOver(key, saved, signedOut) {
    if (signedOut && key.startsWith(`${KEPT}${signedOut}.`)) return true;
    try {
      const { at, sent } = JSON.parse(localStorage.getItem(key));
      return saved.includes(sent) || !(Date.now() - at < DAYS * 86_400_000);
    } catch {
      return true; // not what we wrote
    }
  }

  try {
    const saved = savedForms();
    const signedOut = localStorage.getItem(SIGNED_OUT);
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(KEPT) && isOver(key, saved, signedOut)) localStorage.removeItem(key);
    }
    localStorage.removeItem(SIGNED_OUT);

    let isLeaving = false;
    document.addEventListener("submit", ({ target }) => {
      if (target.id !== "logout-form" || !account) return;
      isLeaving = true;
      localStorage.setItem(SIGNED_OUT, account);
    });
    // Who stays and types on has not left.
    document.addEventListener("input", () => {
      if (isLeaving) localStorage.removeItem(SIGNED_OUT);
      isLeaving = false;
    });
  } catch {
    // The browser keeps nothing for this site.
  }
}
