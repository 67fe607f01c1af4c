/* Puts a button before the words that say how to print. Without it the words do. */

for (const hint of document.querySelectorAll("[data-print]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = hint.dataset.print;
  button.addEventListener("click", () => window.print());
  hint.before(button);
}
