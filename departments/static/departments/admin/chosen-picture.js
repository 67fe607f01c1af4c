// Shows the picture that was chosen before it is saved: whole and in its own shape, as the page will show it. Without
// scripts it is seen after saving, as before.
"use strict";

function show(input) {
  const around = input.closest(".picture-widget");
  const before = around.querySelector(".chosen-picture");
  if (before) {
    URL.revokeObjectURL(before.querySelector("img")?.src);
    before.remove();
  }
  const [file] = input.files;
  if (!file) return;
  const figure = document.createElement("figure");
  figure.className = "chosen-picture";
  const words = document.createElement("figcaption");
  words.setAttribute("role", "status");
  const image = new Image();
  image.alt = "The picture you chose";
  image.onload = () => {
    words.textContent = "The picture you chose, as the page will show it. It is kept when you save.";
    figure.prepend(image);
    const others = ["image_alt", "image_decorative"].map((name) => input.form.elements[name]);
    if (others.some((field) => field?.value && field.type !== "checkbox") || others[1]?.checked) {
      words.textContent += " Say again what it shows, in the field below.";
    }
  };
  // Browsers do not show every format that we take, such as HEIC.
  image.onerror = () => {
    words.textContent = `${file.name} cannot be shown here. You will see it once you have saved.`;
  };
  image.src = URL.createObjectURL(file);
  figure.append(words);
  input.after(figure);
}

document.addEventListener("change", ({ target }) => {
  if (target.matches?.(".picture-widget input[type=file]")) show(target);
});
