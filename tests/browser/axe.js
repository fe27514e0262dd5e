// What axe finds wrong in the page as it stands: [{ rule, target, summary }].
//
// The contrast of texts, and of links with the text around them, costs axe more than all else: a look at
// every one through all that lies above and below it. What it depends on is the style of the text and of
// what it stands in; so of the texts whose styles are the same, the first and the last are looked at.
async (tags) => {
  const grounds = new Map([[null, ""]]);
  const ground = (element) => {
    if (!grounds.has(element)) {
      const style = getComputedStyle(element);
      const own = [
        style.backgroundColor,
        style.backgroundImage,
        style.opacity,
        style.filter,
        style.mixBlendMode,
        style.position,
      ].join();
      const plain = "rgba(0, 0, 0, 0),none,1,none,normal,static";
      const below = ground(element.parentElement);
      grounds.set(element, own === plain ? below : `${below}|${own}`);
    }
    return grounds.get(element);
  };
  const alike = new Map();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    if (!texts.currentNode.data.trim()) continue;
    const element = texts.currentNode.parentElement;
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    const style = getComputedStyle(element);
    const link = element.closest("a[href]");
    const around = link ? getComputedStyle(link.parentElement).color : "";
    const own = [style.color, style.fontSize, style.fontWeight, style.textShadow];
    own.push(around, style.textDecorationLine);
    const key = `${own}|${ground(element)}`;
    const [first] = alike.get(key) ?? [element];
    alike.set(key, [first, element]);
  }
  const chosen = [...alike.values()].flat();
  chosen.push(...chosen.map((element) => element.closest("a[href]")).filter(Boolean));
  for (const element of chosen) element.setAttribute("data-judged", "");
  axe.configure({
    rules: [
      { id: "color-contrast", selector: "[data-judged]" },
      { id: "link-in-text-block", selector: "a[href][data-judged]" },
    ],
  });
  const { violations } = await axe.run({ runOnly: tags, resultTypes: ["violations"] });
  for (const element of chosen) element.removeAttribute("data-judged");
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => ({
      rule: id,
      target: target.join(" "),
      summary: failureSummary,
    }))
  );
};
