// Looks at what has the focus: null where nothing has it, else what it is and what is wrong with it.
() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const sign = element.localName === "a" && element.querySelector(".map-sign, .map-many");  // a drill on the map thickens its sign instead
  const ringed = sign
    ? parseFloat(getComputedStyle(sign).strokeWidth) >= 3
    : style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const across = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  // Not hidden by what is fixed above or below (WCAG 2.2, 2.4.11): some of it can be pointed at.
  const at = [0.1, 0.5, 0.9].map((part) => document.elementFromPoint(across, box.top + box.height * part));
  const open = at.some((one) => one && (element.contains(one) || one.contains(element)));
  const text = (element.getAttribute("aria-label") ?? element.labels?.[0]?.textContent ?? element.textContent).trim();
  return {
    name: `${element.localName} ${element.getAttribute("name") ?? ""} ${text.slice(0, 40)}`.replace(/\s+/g, " "),
    problem: !ringed ? "no ring" : !inside ? "outside the window" : !open ? "covered" : "",
  };
};
