// Puts a “Copy” button beside every field marked data-copy. Without scripts the field is selected and copied by hand.
for (const field of document.querySelectorAll("[data-copy]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = field.dataset.copy;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      button.textContent = field.dataset.copied;
    } catch {
      button.textContent = field.dataset.selected; // the clipboard is closed to pages without HTTPS
    }
  });
  field.after(button);
}
