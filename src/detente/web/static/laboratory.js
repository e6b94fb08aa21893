/* Sliders beside the numbers of the laboratory. Without this file the numbers are typed and shown by a button.

   Works on every number field inside [data-knob]: data-stops names the element with the values the slider offers,
   data-agreed is the agreement's own (none where it is not available). The form hears of every change and shows
   what comes of it. */
(() => {
  "use strict";

  function slide(field) {
    const offered = [...document.getElementById(field.dataset.stops).textContent.split(" "), field.value, field.dataset.agreed];
    const stops = [...new Set(offered.filter(Boolean).map(Number))].sort((one, other) => one - other);
    const knob = field.closest("[data-knob]");
    const slider = document.createElement("input");
    const back = document.createElement("button");
    slider.type = "range";
    slider.max = stops.length - 1;
    slider.setAttribute("aria-label", field.labels[0].textContent);
    back.type = "button";
    back.className = "quiet knob-back";
    back.textContent = "↺";
    back.title = field.form.dataset.wordBack;
    back.setAttribute("aria-label", `${back.title}: ${field.labels[0].textContent}`);

    function follow() {
      const agreed = field.dataset.agreed ?? "";
      const at = stops.findIndex((stop) => stop >= Number(field.value || agreed));
      slider.value = at < 0 ? slider.max : at;
      slider.setAttribute("aria-valuetext", field.value || agreed || "?");
      const turned = field.value !== "" && field.value !== agreed;
      knob.classList.toggle("knob-turned", turned);
      knob.classList.toggle("knob-unset", field.value === "" && agreed === "");
      back.hidden = !turned;
    }

    slider.addEventListener("input", () => {
      field.value = stops[slider.value];
      follow();
    });
    field.addEventListener("input", follow);
    back.addEventListener("click", () => {
      field.value = field.dataset.agreed ?? "";
      follow();
      slider.focus();
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
    field.before(slider);
    field.after(back);
    follow();
  }

  const start = (part) => part.querySelectorAll("[data-knob] input[data-stops]").forEach((field) => {
    if (!field.closest("[data-knob]").querySelector("[type=range]")) slide(field);
  });
  document.addEventListener("htmx:afterSettle", () => start(document));
  start(document);
})();
