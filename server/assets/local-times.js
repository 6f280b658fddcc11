/** Shows the times of a page in the zone of the browser, which the server does not know. */
const format = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

for (const element of document.querySelectorAll('time[datetime]')) {
  element.textContent = format.format(new Date(element.dateTime));
}
