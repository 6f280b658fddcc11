/** Shows who is signed in and lets them sign out. Without it the page still links to sign-in. */
const state = document.querySelector('[data-session]');

if (state) {
  const response = await fetch('/auth/web/me', { headers: { accept: 'application/json' } });
  if (response.ok) show(state, await response.json());
  else greet(state, 'Whether you are signed in cannot be told right now.');
}

function show(element, me) {
  const signIn = element.querySelector('[data-sign-in]');
  const signOut = element.querySelector('[data-sign-out]');
  if (!me.authenticated) {
    greet(element, 'You are not signed in.');
    return;
  }
  greet(element, `Signed in as ${me.user.name ?? me.user.sub}.`);
  signIn.hidden = true;
  signOut.hidden = false;
  signOut.addEventListener('click', () => leave(element.dataset.csrfHeader, me.csrf_token));
}

function greet(element, text) {
  element.querySelector('[data-greeting]').textContent = text;
}

async function leave(headerName, csrfToken) {
  const response = await fetch('/auth/web/logout', {
    method: 'POST',
    headers: { [headerName]: csrfToken },
  });
  const answer = response.status === 200 ? await response.json() : {};
  location.assign(answer.provider_logout_url ?? '/');
}
