// Shows the passkey buttons where the browser has passkeys, and says so when one fails.
for (const part of document.querySelectorAll("[data-shown-by-passkeys]")) {
  part.hidden = !window.PublicKeyCredential;
}
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  for (const part of document.querySelectorAll("[data-passkey-problem]")) part.hidden = false;
});
