// The draft as its page beside its form, as wide as a phone or as a desk's screen: as it is saved, and so anew after each
// save. What was open is open again. Without this script a link leads to that page.
"use strict";

{
  const box = document.querySelector("[data-preview]");
  const widths = box?.querySelector(".preview-widths");
  const room = box?.querySelector(".preview-room");
  const OPEN = "departments.preview";

  function show(width) {
    for (const button of widths.children) button.setAttribute("aria-pressed", button.value === width);
    room.hidden = !width;
    room.replaceChildren();
    sessionStorage.setItem(OPEN, width);
    if (!width) return;
    const frame = document.createElement("iframe");
    Object.assign(frame, { title: box.dataset.title, src: box.dataset.preview, width });
    // What it leads to is a page of its own, and none of them is shown in a frame.
    frame.addEventListener("load", () => {
      for (const link of frame.contentDocument.links) if (link.pathname !== frame.contentWindow.location.pathname) link.target = "_blank";
    });
    room.append(frame);
    fit();
  }

  function fit() {
    const frame = room.firstElementChild;
    if (!frame) return;
    const scale = Math.min(1, room.clientWidth / frame.width);
    frame.height = room.clientHeight / scale;
    frame.style.transform = `scale(${scale})`;
  }

  if (box) {
    widths.hidden = false;
    widths.addEventListener("click", ({ target }) => {
      if (target.value) show(target.getAttribute("aria-pressed") === "true" ? "" : target.value);
    });
    window.addEventListener("resize", fit);
    show(sessionStorage.getItem(OPEN) ?? "");
  }
}
