// Chips and cards: one listener each for the whole page, because Gradio redraws what lies inside.
(() => {
  const cardOf = (chip) => document.getElementById(chip.className.match(/\bto-(\d+-\d+)\b/)?.[1].replace(/^/, "source-"));
  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

  // The panel shows the sources of one answer: the newest, unless a chip of an older one is pressed.
  function reveal(card) {
    document.querySelectorAll("#sources .turn").forEach((turn) => {
      turn.classList.toggle("chosen", turn === card.closest(".turn"));
      turn.classList.toggle("passed", turn !== card.closest(".turn"));
    });
  }

  function light(chip, { scroll }) {
    const card = cardOf(chip);
    if (!card) return;
    if (scroll) reveal(card);
    document.querySelectorAll(".lit").forEach((lit) => lit.classList.remove("lit"));
    card.classList.add("lit");
    chip.classList.add("lit");
    if (!scroll) return;
    card.scrollIntoView({ block: "nearest", behavior: calm() ? "auto" : "smooth" });
    card.focus({ preventScroll: true });
  }

  document.addEventListener("click", (event) => {
    const chip = event.target.closest("button.cite");
    if (chip) light(chip, { scroll: true });
  });

  for (const type of ["mouseover", "focusin"]) {
    document.addEventListener(type, (event) => {
      const chip = event.target.closest?.("button.cite");
      if (chip) light(chip, { scroll: false });
    });
  }

  // A message is read out by its text: Gradio would have screen readers spell its HTML.
  function settle() {
    document.querySelectorAll("#chat .message [aria-label]").forEach((message) => message.removeAttribute("aria-label"));
  }
  new MutationObserver(settle).observe(document.documentElement, {
    subtree: true,
    childList: true,
    attributeFilter: ["aria-label"],
  });
})();
