// What is nicer with a script; every page works without it.
"use strict";

// Send a form without its empty fields, so that an address says only what was asked.
for (const form of document.querySelectorAll("form.filters")) {
  form.addEventListener("submit", () => {
    if (window.htmx) return;
    for (const field of form.elements) if (field.name && !field.value) field.disabled = true;
  });
  window.addEventListener("pageshow", () => {
    for (const field of form.elements) field.disabled = false;
  });
}
document.addEventListener("htmx:configRequest", (event) => {
  const asked = event.detail.parameters;
  for (const [name, value] of Object.entries(asked)) if (value === "") delete asked[name];
});

// An answer that is no list is shown as the page that it is; a list that was swapped is told to those who hear it.
document.addEventListener("htmx:responseError", (event) => {
  window.location.assign(event.detail.pathInfo.finalRequestPath);
});
document.addEventListener("htmx:afterSettle", () => {
  const told = document.querySelector("#listed > h2") || document.querySelector("h1");
  const page = document.querySelector("#listed .pager span");
  document.getElementById("said").textContent = [told, page].map((x) => (x ? x.textContent.trim() : "")).filter(Boolean).join(", ");
});

// Escape puts the say-so of an event away; "/" goes to the search.
document.addEventListener("keydown", (event) => {
  const at = document.activeElement;
  if (event.key === "Escape" && at && at.classList.contains("event")) at.blur();
  if (event.key === "/" && at && !["INPUT", "SELECT", "TEXTAREA"].includes(at.tagName) && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    document.getElementById("q").focus();
  }
});
