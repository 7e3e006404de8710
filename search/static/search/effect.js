// Shows what a search finds without and with what stands in the form.
(() => {
  const compare = async (part) => {
    const answer = part.querySelector("[data-effect-answer]");
    const form = part.closest("form");
    answer.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(part.dataset.effectUrl, { method: "POST", body: new FormData(form) });
      if (!response.ok) throw new Error(response.status);
      answer.innerHTML = await response.text();
    } catch {
      answer.textContent = answer.dataset.effectFailed;
    }
    answer.removeAttribute("aria-busy");
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-effect-url] button");
    if (button) compare(button.closest("[data-effect-url]"));
  });

  // Enter asks the question; it does not save the form.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.id !== "effect-query") return;
    event.preventDefault();
    compare(event.target.closest("[data-effect-url]"));
  });
})();
