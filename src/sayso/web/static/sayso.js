// What is nicer with a script; every page works without it.
"use strict";

// Send a form without its empty fields, so that an address says only what was asked.
for (const form of document.querySelectorAll("form.filters")) {
  form.addEventListener("submit", () => {
    for (const field of form.elements) if (field.name && !field.value) field.disabled = true;
  });
  window.addEventListener("pageshow", () => {
    for (const field of form.elements) field.disabled = false;
  });
}

// Escape puts the say-so of an event away; "/" goes to the search.
document.addEventListener("keydown", (event) => {
  const at = document.activeElement;
  if (event.key === "Escape" && at && at.classList.contains("event")) at.blur();
  if (event.key === "/" && at && !["INPUT", "SELECT", "TEXTAREA"].includes(at.tagName) && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    document.getElementById("q").focus();
  }
});
