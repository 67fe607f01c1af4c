// Shows the picture that was chosen before it is saved, cut as the page will cut it. Without scripts it is seen after
// saving, as before.
"use strict";

// A field of the same office, or of the same department's card.
const besidePicture = (input, name) => input.form.elements[input.name.replace(/image$/, name)];

function keepInSight(input) {
  const image = input.closest(".picture-widget").querySelector(".chosen-picture img");
  const place = besidePicture(input, "image_in_sight")?.value;
  if (image) image.style.objectPosition = place === "middle" ? "center" : place;
}

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
  image.alt = around.dataset.chosen;
  image.onload = () => {
    words.textContent = around.dataset.shown;
    figure.prepend(image);
    keepInSight(input);
    const others = ["image_alt", "image_decorative"].map((name) => besidePicture(input, name));
    if (others.some((field) => field?.value && field.type !== "checkbox") || others[1]?.checked) {
      words.textContent += ` ${around.dataset.asks}`;
    }
  };
  // Browsers do not show every format that we take, such as HEIC.
  image.onerror = () => {
    words.textContent = Said.filled(around.dataset.unshown, { name: file.name });
  };
  image.src = URL.createObjectURL(file);
  figure.append(words);
  input.after(figure);
}

document.addEventListener("change", ({ target }) => {
  if (target.matches?.(".picture-widget input[type=file]")) show(target);
  if (!target.name?.endsWith("image_in_sight")) return;
  keepInSight(target.form.elements[target.name.replace(/_in_sight$/, "")]);
});
