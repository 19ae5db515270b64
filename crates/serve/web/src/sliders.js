// A field for a day becomes a slider over the days of the store as well; letting go sends the form.
const DAY = 86_400_000;
const day = (text) => Math.round(Date.parse(`${text}T00:00:00Z`) / DAY);
const text = (number) => new Date(number * DAY).toISOString().slice(0, 10);

export function sliders(page) {
  for (const field of page.querySelectorAll("input[type=date][data-first][data-last]")) {
    const [first, last] = [day(field.dataset.first), day(field.dataset.last)];
    const place = field.form?.querySelector("[data-slide]");
    if (!place || !(last > first)) continue;
    const slider = page.createElement("input");
    Object.assign(slider, { type: "range", min: first, max: last, step: 1 });
    slider.value = field.value ? day(field.value) : last;
    slider.setAttribute("aria-label", "As known on this day");
    slider.setAttribute("aria-valuetext", text(+slider.value));
    slider.addEventListener("input", () => {
      field.value = text(+slider.value);
      slider.setAttribute("aria-valuetext", field.value);
    });
    slider.addEventListener("change", () => field.form.requestSubmit());
    field.addEventListener("input", () => field.value && (slider.value = day(field.value)));
    place.replaceChildren(slider);
  }
}
