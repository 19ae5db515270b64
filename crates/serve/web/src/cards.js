// Over marked words of an article: what was read in them. The notes under the text say the same.
export function cards(page) {
  const reading = page.querySelector("[data-reading]");
  const card = page.querySelector("[data-card]");
  if (!reading || !card) return;
  let shown = null;

  const marks = (at) => at?.closest?.("[data-marks]");
  const lit = (on) => {
    if (!shown) return;
    for (const id of shown.dataset.marks.split(" ")) {
      page.getElementById(id)?.classList.toggle("lit", on);
      for (const part of reading.querySelectorAll(`[data-marks~="${CSS.escape(id)}"]`)) part.classList.toggle("lit", on && part.dataset.marks.split(" ").at(-1) === id);
    }
  };
  const show = (words) => {
    if (words === shown) return;
    hide();
    shown = words;
    const list = page.createElement("ul");
    list.className = "notes";
    for (const id of words.dataset.marks.split(" ").reverse()) {
      const note = page.getElementById(id);
      if (!note) continue;
      const copy = note.cloneNode(true);
      copy.removeAttribute("id");
      for (const inner of copy.querySelectorAll("[id]")) inner.removeAttribute("id");
      for (const form of copy.querySelectorAll(".correct")) form.remove();
      list.append(copy);
    }
    card.replaceChildren(list);
    card.hidden = list.childElementCount === 0;
    lit(true);
  };
  const hide = () => {
    lit(false);
    shown = null;
    card.hidden = true;
  };

  reading.addEventListener("pointerover", (event) => {
    const words = event.pointerType === "mouse" && marks(event.target);
    if (words) show(words);
  });
  reading.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && hide());
  reading.addEventListener("focusin", (event) => marks(event.target) && show(marks(event.target)));
  reading.addEventListener("click", (event) => {
    const words = marks(event.target);
    if (words && !matchMedia("(hover: hover)").matches) {
      event.preventDefault();
      show(words);
    }
  });
  page.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  page.addEventListener("click", (event) => shown && !marks(event.target) && !card.contains(event.target) && hide());
}
