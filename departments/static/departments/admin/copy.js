// Puts a “Copy” button beside every field marked data-copy. Without scripts the field is selected and copied by hand.
for (const field of document.querySelectorAll("[data-copy]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = "Copy";
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Selected: press Ctrl+C"; // the clipboard is closed to pages without HTTPS
    }
  });
  field.after(button);
}
