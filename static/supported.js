// Before anything is drawn: tells the style sheet that choices may fold away.
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("js-enabled", "govuk-frontend-supported");
}
