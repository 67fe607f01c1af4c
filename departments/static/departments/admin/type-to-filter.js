// Leaves, of the rows of a list, those that have all the words typed into its search box. Enter still asks the server.
"use strict";

{
  const sentence = document.currentScript.dataset.shown;
  const field = document.querySelector("#searchbar");
  const rows = [...document.querySelectorAll("#result_list tbody tr")].map((row) => [row, plain(row.textContent)]);
  const told = Object.assign(document.createElement("p"), { className: "help" });
  told.setAttribute("role", "status");
  field?.form.append(told);
  const came = field?.value;

  field?.addEventListener("input", () => {
    const words = field.value === came ? [] : plain(field.value).split(/\s+/).filter(Boolean);
    for (const [row, text] of rows) {
      row.hidden = !words.every((word) => text.includes(word));
      const box = row.querySelector(".action-select");
      if (box) box.disabled = row.hidden; // what nobody sees is not acted on, though all were ticked
    }
    const shown = rows.filter(([row]) => !row.hidden);
    told.textContent = words.length ? Said.filled(sentence, { shown: shown.length, all: rows.length }) : "";
  });

  // As people type who have plain letters only, and numbers without what stands between their digits.
  function plain(text) {
    const letters = text.normalize("NFKD").replace(/[\p{M}'’‘ʻ´`]/gu, "").toLowerCase();
    return letters.replace(/(?<=\d)[\s().-]+(?=\d)/g, "").replace(/\((?=\d)|\+?\b1(?=\d{10}\b)/g, "");
  }
}
