// Buttons that copy a number and share the page. Without this script both are there as text, to be marked and copied.
"use strict";

{
  const words = document.currentScript.dataset;
  const BACK = 4000; // milliseconds until a button says again what it does
  const status = made("div", "visually-hidden", { role: "status" });
  document.querySelector("main").append(status);

  // The clipboard is closed to pages without HTTPS.
  if (navigator.clipboard) {
    for (const number of document.querySelectorAll("main a:is(.is-key, .is-large)")) {
      const text = number.textContent.trim();
      number.after(" ", copies(text, words.copy, words.copyNumber.replace("{number}", text)));
    }
  }

  const ways = document.querySelector(".office-head .save-card");
  const { title, url } = { title: document.querySelector("h1").textContent, url: location.href.split("#")[0] };
  if (ways && navigator.share) {
    // Who closes the list of ways to share has changed their mind: nothing went wrong.
    ways.append(" ", button(words.share, () => navigator.share({ title, url }).catch(() => {})));
  } else if (ways && navigator.clipboard) {
    ways.append(" ", copies(url, words.copyAddress));
  }

  // `name` is the label with what is copied, for those who hear one button after the other.
  function copies(text, label, name = label) {
    const copy = button(label, async () => {
      try {
        await navigator.clipboard.writeText(text);
        tell(words.copied, words.copiedWhat);
      } catch {
        tell(words.failed, words.failedWhat);
      }
    });
    copy.ariaLabel = name;
    return copy;

    function tell(how, what) {
      copy.textContent = how;
      copy.ariaLabel = null;
      status.textContent = what.replace("{what}", text);
      setTimeout(() => {
        copy.textContent = label;
        copy.ariaLabel = name;
        status.textContent = "";
      }, BACK);
    }
  }

  function button(label, act) {
    const element = made("button", "in-the-hand", { type: "button" });
    element.textContent = label;
    element.addEventListener("click", act);
    return element;
  }

  function made(tag, className, attributes = {}) {
    const element = document.createElement(tag);
    element.className = className;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  }
}
