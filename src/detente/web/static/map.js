/* The map of drills: moving, zooming, and the choice of a month. Without this file the map is complete but still.

   Works on every <svg data-map="width height">; data-map-first names the part that is seen first, where it is not
   the whole. Words for the buttons come from its data attributes; a part marked
   data-map-size keeps its size on the screen; whatever has data-start and data-end (marks, and rows of the table
   beside) is hidden outside the chosen month. */
(() => {
  "use strict";

  const MOST = 16;
  const STEP = 1.5;

  function button(tools, sign, words, act) {
    const one = document.createElement("button");
    one.type = "button";
    one.className = "map-button";
    one.textContent = sign;
    one.title = words;
    one.setAttribute("aria-label", words);
    one.addEventListener("click", act);
    tools.append(one);
  }

  function start(map) {
    const [width, height] = map.dataset.map.split(" ").map(Number);
    const first = (map.dataset.mapFirst ?? map.getAttribute("viewBox")).split(" ").map(Number);
    if (map.dataset.mapFirst) {
      // Drawn as a picture to be scrolled; from here on it fills its place, and shows as much as can be read there.
      const seen = Math.max(map.parentElement.clientWidth * 1.25, 400);
      first[0] += Math.max(first[2] - seen, 0) / 2;
      first[2] = Math.min(first[2], seen);
      map.removeAttribute("width");
      map.removeAttribute("height");
    }
    const most = map.dataset.mapFirst ? Math.max(width, first[2], (height * first[2]) / first[3]) : width;
    map.classList.add("map-moved");
    const firstScale = width / first[2];
    const kept = [...map.querySelectorAll("[data-map-size]")];
    let view = { x: first[0], y: first[1], w: first[2], h: first[3] };

    function show() {
      map.setAttribute("viewBox", `${view.x} ${view.y} ${view.w} ${view.h}`);
      const scale = width / view.w;
      const size = firstScale / scale;
      kept.forEach((part) => part.setAttribute("transform", `scale(${size})`));
      map.querySelectorAll(".map-state").forEach((label) => {
        label.dataset.size ??= label.getAttribute("font-size");
        label.setAttribute("font-size", label.dataset.size * size ** 0.85);
      });
      map.classList.toggle("map-near", scale > 2);
    }

    function zoom(factor, x = view.x + view.w / 2, y = view.y + view.h / 2) {
      const w = Math.min(Math.max(view.w / factor, width / MOST), most);
      const ratio = w / view.w;
      move(x - (x - view.x) * ratio, y - (y - view.y) * ratio, w);
    }

    function move(x, y, w = view.w) {
      const h = (w * first[3]) / first[2];
      view = {
        x: Math.min(Math.max(x, -w / 4), width - (w * 3) / 4),
        y: Math.min(Math.max(y, -h / 4), height - (h * 3) / 4),
        w,
        h,
      };
      show();
    }

    function at(event) {
      return new DOMPoint(event.clientX, event.clientY).matrixTransform(map.getScreenCTM().inverse());
    }

    const whole = () => {
      if (map.dataset.mapFirst) return move((width - most) / 2, 0, most);
      view = { x: first[0], y: first[1], w: first[2], h: first[3] };
      show();
    };

    const tools = document.createElement("div");
    tools.className = "map-tools";
    button(tools, "+", map.dataset.wordIn, () => zoom(STEP));
    button(tools, "−", map.dataset.wordOut, () => zoom(1 / STEP));
    button(tools, "⤢", map.dataset.wordWhole, whole);
    map.before(tools);

    map.addEventListener(
      "wheel",
      (event) => {
        if (!event.ctrlKey && document.activeElement !== map) return; // a page is scrolled, not a map
        event.preventDefault();
        const point = at(event);
        zoom(STEP ** (-event.deltaY / 120), point.x, point.y);
      },
      { passive: false },
    );

    let held = null;
    map.addEventListener("pointerdown", (event) => {
      if (event.button || event.pointerType === "touch" || event.target.closest("a")) return;
      map.focus({ preventScroll: true });
      held = at(event);
      map.setPointerCapture(event.pointerId);
    });
    map.addEventListener("pointermove", (event) => {
      if (!held) return;
      const now = at(event);
      move(view.x + held.x - now.x, view.y + held.y - now.y);
    });
    const release = () => (held = null);
    map.addEventListener("pointerup", release);
    map.addEventListener("pointercancel", release);

    show();
    map.setAttribute("tabindex", "0");
    map.addEventListener("keydown", (event) => {
      const step = view.w / 8;
      const acts = {
        ArrowLeft: () => move(view.x - step, view.y),
        ArrowRight: () => move(view.x + step, view.y),
        ArrowUp: () => move(view.x, view.y - step),
        ArrowDown: () => move(view.x, view.y + step),
        "+": () => zoom(STEP),
        "=": () => zoom(STEP),
        "-": () => zoom(1 / STEP),
        0: whole,
      };
      if (!acts[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      acts[event.key]();
    });

    months(map);
  }

  function months(map) {
    const scope = map.closest("[data-map-scope]") ?? document;
    const dated = [...scope.querySelectorAll("[data-start][data-end]")];
    const first = dated.map((one) => one.dataset.start.slice(0, 7)).sort()[0];
    const last = dated.map((one) => one.dataset.end.slice(0, 7)).sort().at(-1);
    if (!first || first === last) return;
    const number = (month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
    const shown = new Intl.DateTimeFormat(map.getAttribute("lang"), { year: "numeric", month: "long", timeZone: "UTC" });

    const box = document.createElement("label");
    const slider = document.createElement("input");
    const words = document.createElement("output");
    box.className = "map-months";
    slider.type = "range";
    slider.min = number(first) - 1; // the leftmost place stands for all
    slider.max = number(last);
    slider.value = slider.min;
    box.append(map.dataset.wordMonth, slider, words);
    map.after(box);

    function choose() {
      const month = Number(slider.value);
      const all = slider.value === slider.min;
      words.textContent = all ? map.dataset.wordAll : shown.format(Date.UTC(Math.floor(month / 12), month % 12));
      slider.setAttribute("aria-valuetext", words.textContent);
      dated.forEach((one) => {
        const on = number(one.dataset.start.slice(0, 7)) <= month && month <= number(one.dataset.end.slice(0, 7));
        one.classList.toggle("map-hidden", !all && !on);
      });
    }
    slider.addEventListener("input", choose);
    choose();
  }

  document.querySelectorAll("svg[data-map]").forEach(start);
})();
