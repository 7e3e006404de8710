// Shows what a search finds without and with what stands in the form, and leaves the page as it is.
(() => {
  const compare = async (part) => {
    const answer = part.querySelector("[data-effect-answer]");
    const status = part.querySelector("[data-effect-status]");
    const form = part.closest("form");
    const data = new FormData(form);
    data.set("compare", "answer");
    answer.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(form.action, { method: "POST", body: data });
      if (!response.ok) throw new Error(response.status);
      answer.innerHTML = await response.text();
    } catch {
      answer.textContent = answer.dataset.effectFailed;
    }
    answer.removeAttribute("aria-busy");
    status.textContent = (answer.querySelector("[data-effect-summary]") ?? answer).textContent.trim();
  };

  // Enter in the field of the query presses the button too: it is the first of the form.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-effect] button");
    if (!button) return;
    event.preventDefault();
    compare(button.closest("[data-effect]"));
  });
})();
