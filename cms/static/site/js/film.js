/**
 * Moments of a film: `#t=73.2` in the address, links to moments, and the current place in chapters
 * and transcript. Without this script the player and all links still work; they only do not meet.
 */

const MOMENT = /^#t=(?:npt(?::|%3A))?((?:[\d.:]|%3A)+)/i;

/** Return the seconds that a fragment names (`#t=73.2`, `#t=1:13`), or null. */
export function secondsOf(hash) {
  // Not decoded as a whole: a fragment may be anything, and one that is no code would stop the script.
  const match = MOMENT.exec(hash);
  if (!match) return null;
  const seconds = match[1].split(/:|%3A/i).reduce((total, part) => total * 60 + Number(part), 0);
  return Number.isFinite(seconds) ? seconds : null;
}

/** Move the film to a second, also before its length is known. */
function seek(film, seconds) {
  if (film.readyState >= HTMLMediaElement.HAVE_METADATA) {
    film.currentTime = Math.min(seconds, film.duration || seconds);
    return;
  }
  film.addEventListener("loadedmetadata", () => seek(film, seconds), { once: true });
  film.preload = "metadata";
}

/** Show the film if it is out of sight; the style sheet decides whether the page glides or jumps. */
function bringIntoView(film, behavior = "auto") {
  const box = film.getBoundingClientRect();
  if (box.top >= 0 && box.bottom <= window.innerHeight) return;
  film.scrollIntoView({ block: "start", behavior });
}

/** Mark the last place that has begun, and none after its end. */
function markCurrent(places, now) {
  let current = null;
  for (const place of places) {
    if (place.start <= now + 0.05 && now < place.end) current = place;
  }
  for (const place of places) {
    if (place === current) place.link.setAttribute("aria-current", "true");
    else place.link.removeAttribute("aria-current");
  }
}

function placesIn(elements) {
  const places = elements.map((element) => ({
    link: element.matches("a") ? element : element.querySelector("a"),
    start: Number(element.dataset.start),
    end: Number(element.dataset.end ?? Infinity),
  }));
  // A chapter lasts until the next begins.
  places.forEach((place, index) => {
    if (place.end === Infinity && places[index + 1]) place.end = places[index + 1].start;
  });
  return places;
}

function enhance(film) {
  const chapters = placesIn([...document.querySelectorAll(".chapters [data-start]")]);
  const cues = placesIn([...document.querySelectorAll(".cue[data-start]")]);

  // The fragment of a line is for readers without script: with it, a moment means the film, and the
  // browser must not jump to the transcript.
  for (const cue of document.querySelectorAll(".cue[id]")) cue.removeAttribute("id");

  const update = () => {
    markCurrent(chapters, film.currentTime);
    markCurrent(cues, film.currentTime);
  };
  film.addEventListener("timeupdate", update);
  film.addEventListener("seeked", update);

  const followAddress = () => {
    const seconds = secondsOf(window.location.hash);
    if (seconds === null) return;
    seek(film, seconds);
    requestAnimationFrame(() => bringIntoView(film, "instant"));
  };
  window.addEventListener("hashchange", followAddress);
  followAddress();

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#t="]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    window.history.replaceState(window.history.state, "", link.hash);
    seek(film, secondsOf(link.hash));
    bringIntoView(film);
    film.play().catch(() => {}); // a browser may refuse to play; the film stands at the moment
  });
}

const film = document.querySelector("[data-film]");
if (film) enhance(film);
