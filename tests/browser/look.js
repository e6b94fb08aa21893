// Looks at the page as it stands in the window and gives, as sentences, what is wrong with it.
(language) => {
  const root = document.documentElement;
  const problems = [];
  const name = (element) => {
    const text = (element.innerText ?? element.textContent ?? "").trim().slice(0, 40);
    return `<${element.localName} class="${element.getAttribute("class") ?? ""}"> ${text || element.id}`;
  };
  const say = (problem, element) => problems.push(element ? `${problem}: ${name(element)}` : problem);
  const seen = (element) => {
    const box = element.getBoundingClientRect();
    return element.checkVisibility({ visibilityProperty: true }) && box.width > 1 && box.height > 1;
  };

  // The page: named, in its language, with one heading, no id twice, no wider than the window.
  if (!document.title.trim()) say("no title");
  if (root.lang !== language) say(`lang is ${root.lang}`);
  if (document.querySelectorAll("h1").length !== 1) say("not one h1");
  const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
  ids.filter((id, at) => ids.indexOf(id) !== at).forEach((id) => say(`id twice: ${id}`));
  if (root.scrollWidth > root.clientWidth) {
    say(`${root.scrollWidth} wide in a window of ${root.clientWidth}`);
    [...document.querySelectorAll("body *")]
      .filter((one) => seen(one) && one.getBoundingClientRect().right > root.clientWidth + 1)
      .slice(0, 3)
      .forEach((one) => say("reaches out", one));
  }

  // Controls: each has a name of its own; buttons without words say what they do.
  document.querySelectorAll("input:not([type=hidden]), select, textarea").forEach((one) => {
    const labels = [...one.labels].map((label) => label.textContent.trim()).join("");
    if (!labels && !one.getAttribute("aria-label")) say("no label", one);
  });
  document.querySelectorAll("a[href], button, summary").forEach((one) => {
    if (!one.textContent.trim() && !one.getAttribute("aria-label")) say("no name", one);
  });
  document.querySelectorAll("[for], [aria-labelledby], [aria-describedby]").forEach((one) => {
    for (const attribute of ["for", "aria-labelledby", "aria-describedby"]) {
      const named = (one.getAttribute(attribute) ?? "").split(/\s+/).filter(Boolean);
      if (named.some((id) => !document.getElementById(id))) say(`${attribute} leads nowhere`, one);
    }
  });

  // Words: contrast with what lies behind them (WCAG 2.2, 1.4.3).
  const parse = (colour) => (colour.match(/[\d.]+/g) ?? ["0", "0", "0", "0"]).map(Number);
  const over = ([r, g, b, a = 1], below) => [r, g, b].map((part, at) => part * a + below[at] * (1 - a));
  const ground = (element) => {
    if (!element) return [255, 255, 255];
    const colour = parse(getComputedStyle(element).backgroundColor);
    return (colour[3] ?? 1) === 1 ? colour.slice(0, 3) : over(colour, ground(element.parentElement));
  };
  const luminance = (colour) => {
    const [r, g, b] = colour.map((part) => part / 255).map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const looked = new Set();
  for (let text = words.nextNode(); text; text = words.nextNode()) {
    const element = text.parentElement;
    if (!text.data.trim() || looked.has(element) || element.closest("svg, option") || !seen(element)) continue;
    looked.add(element);
    const style = getComputedStyle(element);
    const below = ground(element);
    let opacity = 1;
    for (let one = element; one; one = one.parentElement) opacity *= Number(getComputedStyle(one).opacity);
    const [r, g, b, a = 1] = parse(style.color);
    const ratio = contrast(over([r, g, b, a * opacity], below), below);
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) say(`contrast ${ratio.toFixed(2)}`, element);
  }
  return problems;
};
