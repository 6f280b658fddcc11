/** Sends the form of a page that only leads on. Without it the page has a button. */
document.querySelector('form[data-submit]')?.submit();
