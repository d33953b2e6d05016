// What a thumb, tired eyes and the sun ask of a screen, measured on the screen itself; called by measures.py.
({ touch, between, sun }) => {
  const CONTROLS = "a[href], button, summary, input, select, textarea, [role=option], [role=combobox]";
  const seen = (node) => node.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const words = (node) => `${node.tagName.toLowerCase()} ${(node.getAttribute("aria-label")
    ?? node.innerText ?? "").trim().replace(/\s+/g, " ").slice(0, 40)}`;

  /** The part of it that is not scrolled away. */
  function inSight(node) {
    const { left, right, top, bottom } = node.getBoundingClientRect();
    const frame = node.closest(".scroller, .chips.scroll")?.getBoundingClientRect();
    if (!frame) return { left, right, top, bottom };
    return {
      left: Math.max(left, frame.left), right: Math.min(right, frame.right),
      top: Math.max(top, frame.top), bottom: Math.min(bottom, frame.bottom),
    };
  }

  /** What the thumb may hit: of a tick or a choice its whole label. */
  function targets() {
    // a sheet over the screen is all there is
    const place = document.querySelector("dialog[open]") ?? document;
    const found = new Map();
    for (const control of place.querySelectorAll(CONTROLS)) {
      const hit = control.closest("label.choice, label.quiet, label") ?? control;
      const box = hit.getBoundingClientRect();
      if (!seen(control) && !seen(hit) || box.width < 2 || box.height < 2) continue;
      if (control.matches(".unseen") && hit === control) continue;
      found.set(hit, { hit, box, sight: inSight(hit), words: words(hit) });
    }
    return [...found.values()];
  }

  function small(touch) {
    // a link inside a sentence is as high as its line
    const inText = ({ hit }) => hit.matches("a") && getComputedStyle(hit).display === "inline";
    return targets().filter((one) => !inText(one))
      .filter(({ box }) => box.width < touch - 1 || box.height < touch - 1)
      .map(({ words, box }) => `${words}: ${Math.round(box.width)}x${Math.round(box.height)}`);
  }

  /** Rows of one list touch each other, as lists do: each is as wide as the screen. */
  function close(between) {
    const all = targets().filter(({ sight }) => sight.bottom > sight.top && sight.right > sight.left);
    const list = ({ hit }) => hit.closest("ul.rows, ul.answers, [role=listbox]");
    const part = ({ hit }) => hit.closest(".scroller, .places, .action, .form-top, dialog");
    const found = [];
    for (const [i, a] of all.entries()) for (const b of all.slice(i + 1)) {
      if (a.hit.contains(b.hit) || b.hit.contains(a.hit)) continue;
      if (list(a) && list(a) === list(b)) continue;
      const right = Math.max(a.sight.left, b.sight.left) - Math.min(a.sight.right, b.sight.right);
      const down = Math.max(a.sight.top, b.sight.top) - Math.min(a.sight.bottom, b.sight.bottom);
      // what is half scrolled away may touch the bar it goes under, and lie nowhere upon it
      const least = part(a) === part(b) ? between : 0;
      const apart = Math.max(right, down);
      if (apart < least - 1) found.push(`${a.words} | ${b.words}: ${Math.round(apart)}`);
    }
    return found;
  }

  function cut() {
    const found = [];
    for (const node of document.querySelectorAll("body *")) {
      if (!seen(node) || node.closest(".unseen, svg, option") || !node.innerText?.trim()) continue;
      const style = getComputedStyle(node);
      const box = node.getBoundingClientRect();
      const hides = [style.overflowX, style.overflowY].some((way) => ["hidden", "clip"].includes(way));
      const wide = node.scrollWidth > node.clientWidth + 1;
      if (hides && (wide || node.scrollHeight > node.clientHeight + 1)) found.push(`cut: ${words(node)}`);
      if (style.overflowX === "visible" && wide && node.clientWidth) found.push(`sticks out: ${words(node)}`);
      if (node.closest(".chips.scroll")) continue;
      if (box.right > innerWidth + 1 || box.left < -1) found.push(`outside: ${words(node)}`);
    }
    return found;
  }

  function pale(least) {
    const curve = (share) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4);
    const channel = (value) => curve(value / 255);
    const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
    const parse = (text) => { const [r, g, b, a = 1] = text.match(/[\d.]+/g).map(Number); return [r, g, b, a]; };
    const ground = (node) => {
      for (let one = node; one; one = one.parentElement) {
        const colour = parse(getComputedStyle(one).backgroundColor);
        if (colour[3] > 0.99) return colour;
      }
      return [255, 255, 255, 1];
    };
    const found = new Set();
    const place = document.querySelector("dialog[open]") ?? document.body;
    const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode.parentElement;
      if (!walker.currentNode.data.trim() || !seen(node)) continue;
      if (node.closest(".unseen, svg, script, :disabled")) continue;
      const style = getComputedStyle(node);
      const [a, b] = [light(parse(style.color)), light(ground(node))].sort((x, y) => y - x);
      const ratio = (a + 0.05) / (b + 0.05);
      if (ratio < least) found.add(`${words(node)}: ${ratio.toFixed(1)} ${style.color} ${ground(node)}`);
    }
    return [...found];
  }

  return { small: small(touch), close: close(between), cut: cut(), pale: pale(sun) };
}
