// What a document's page does besides being read: marks the current heading, copies links, prints.
(() => {
  const outline = document.querySelector(".outline");
  const isWide = window.matchMedia("(min-width: 1000px)");

  if (outline) {
    const fold = outline.querySelector("details");
    const settle = () => { fold.open = isWide.matches; };
    settle();
    isWide.addEventListener("change", settle);
    outline.addEventListener("click", (event) => {
      if (event.target.closest("a") && !isWide.matches) fold.open = false;
    });
    follow(outline);
  }

  // The heading under which the top of the window stands.
  function follow(outline) {
    const links = new Map([...outline.querySelectorAll("a")].map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
    const places = [...document.querySelectorAll("[data-place]")].filter((place) => links.has(place.id));
    let current = null;
    let waiting = false;

    function mark() {
      waiting = false;
      // Where a heading comes to stand when a link leads to it.
      const line = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) + 6;
      let low = 0;
      let high = places.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (places[middle].getBoundingClientRect().top <= line) low = middle + 1;
        else high = middle;
      }
      const link = asked() ?? (low ? links.get(places[low - 1].id) : null);
      if (link === current) return;
      current?.removeAttribute("aria-current");
      link?.setAttribute("aria-current", "true");
      current = link;
      if (link && isWide.matches) reveal(link);
    }

    // At the end of the page the text cannot come up any further: there it is the heading that was asked for.
    function asked() {
      if (window.scrollY + window.innerHeight < document.documentElement.scrollHeight - 2) return undefined;
      return links.get(document.querySelector(":target")?.id);
    }

    function reveal(link) {
      const frame = outline.getBoundingClientRect();
      const box = link.getBoundingClientRect();
      if (box.top < frame.top + 40 || box.bottom > frame.bottom - 24) {
        outline.scrollTop += box.top - frame.top - frame.height / 3;
      }
    }

    document.addEventListener("scroll", () => {
      if (!waiting) requestAnimationFrame(mark);
      waiting = true;
    }, { passive: true });
    window.addEventListener("hashchange", mark);
    mark();
  }

  // A link to an article leads there and is copied, without the mark of what was cited.
  document.addEventListener("click", async (event) => {
    const link = event.target.closest(".permalink");
    if (!link) return;
    const address = new URL(location.pathname + link.hash, location.href).href;
    if (await copied(address)) say(link, link.dataset.copied);
  });

  async function copied(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return false; // not allowed, or no https: the address bar has it
    }
  }

  function say(link, words) {
    const note = document.createElement("span");
    note.className = "said";
    note.setAttribute("role", "status");
    note.textContent = words;
    link.after(note);
    setTimeout(() => note.remove(), 1600);
  }

  // The way to what was cited is shown while that is out of sight.
  const way = document.querySelector(".to-cited");
  const cited = document.getElementById("cited");
  if (way && cited) new IntersectionObserver(([seen]) => way.classList.toggle("there", seen.isIntersecting)).observe(cited);

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
})();
