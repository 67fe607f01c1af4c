// The rich-text editor's box carries no name of its own: give it its field's label and help (WCAG 4.1.2).
"use strict";

function name(box) {
  const row = box.closest(".form-row");
  const label = row && row.querySelector("label, .label");
  if (!label || box.hasAttribute("aria-label")) return;
  box.setAttribute("aria-label", label.textContent.replace(/:\s*$/, "").trim());
  box.setAttribute("aria-multiline", "true");
  const help = row.querySelector(".help[id]");
  if (help) box.setAttribute("aria-describedby", help.id);
}

// The editor is built after the page: watch for its boxes, also those of rows added later.
const watch = new MutationObserver(() => document.querySelectorAll(".ProseMirror[role='textbox']").forEach(name));
window.addEventListener("DOMContentLoaded", () => watch.observe(document.body, { childList: true, subtree: true }));
