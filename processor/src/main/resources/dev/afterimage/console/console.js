"use strict";

// What pages cannot do without a script: the reader's own time zone, and the proof that a change comes from this page.

const local = new Intl.DateTimeFormat(undefined, {
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  fractionalSecondDigits: 3,
  hour12: false,
});

/** Shows each time in the reader's zone, and in UTC where it is pointed at. */
function localise(root) {
  for (const time of root.querySelectorAll("time[datetime]:not([title])")) {
    const at = new Date(time.dateTime);
    if (!Number.isNaN(at.getTime())) {
      time.title = time.dateTime;
      time.textContent = local.format(at);
    }
  }
}

document.addEventListener("DOMContentLoaded", () => localise(document));
document.addEventListener("htmx:load", (event) => localise(event.detail.elt.parentNode ?? document));
document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRF-Token"] = document.querySelector('meta[name="csrf"]').content;
});

/** A live table keeps its newest rows; while it is paused it stays as it is, and what comes then is not shown. */
document.addEventListener("htmx:sseBeforeMessage", (event) => {
  if (document.getElementById("pause")?.getAttribute("aria-pressed") === "true") {
    event.preventDefault();
  }
});
document.addEventListener("htmx:sseMessage", (event) => {
  const rows = event.target.closest("[data-most]");
  if (rows && event.target === rows) {
    rows.querySelector(".waiting")?.remove();
    while (rows.children.length > Number(rows.dataset.most)) {
      rows.lastElementChild.remove();
    }
    localise(rows);
  }
});
document.addEventListener("click", (event) => {
  if (event.target.id === "pause") {
    const paused = event.target.getAttribute("aria-pressed") === "true";
    event.target.setAttribute("aria-pressed", String(!paused));
    event.target.textContent = paused ? "Pause" : "Go on";
  }
});
