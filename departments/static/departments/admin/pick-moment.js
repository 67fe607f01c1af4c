// Beside a field for a day and time: a button that opens the browser's calendar. What is picked is as good as typed.
"use strict";

if ("showPicker" in HTMLInputElement.prototype) {
  const words = document.currentScript.dataset;
  for (const at of document.querySelectorAll(".moment-form .field-at input")) {
    const picker = document.createElement("input");
    picker.type = "datetime-local";
    picker.className = "moment-picker";
    picker.tabIndex = -1;
    picker.setAttribute("aria-hidden", "true");

    const button = document.createElement("button");
    button.type = "button";
    button.className = "button pick-moment";
    button.textContent = words.calendar;
    button.addEventListener("click", () => picker.showPicker());

    picker.addEventListener("change", () => {
      if (!picker.value) return;
      at.value = picker.value.replace("T", " ");
      at.dispatchEvent(new Event("input", { bubbles: true }));
    });
    at.after(" ", button, picker);
  }
}
