import { html } from '../pages/html.ts';
import type { Markup } from '../pages/html.ts';
import { renderPage } from '../pages/page.ts';
import type { Settings } from '../settings/settings.ts';

interface Link {
  readonly href: string;
  readonly title: string;
  readonly text: string;
}

/** The home page. It is the same for everybody; the script fills in who is signed in. */
export function renderHome(settings: Settings): string {
  const { name } = settings.app;
  const main = html`<h1>${name}</h1>
    <div data-session data-csrf-header="${settings.security.csrf.header_name}">
      <p data-greeting role="status">&nbsp;</p>
      <p class="actions">
        <a class="button" data-sign-in href="/auth/web/login">Sign in</a>
        <button class="button quiet" data-sign-out type="button" hidden>Sign out</button>
      </p>
    </div>
    <ul class="links">
      ${links(settings).map(renderLink)}
    </ul>
    <script type="module" src="/assets/lockstep.js"></script>`;
  return renderPage({ title: name, appName: name, main });
}

function links({ account, app, docs }: Settings): readonly Link[] {
  const all = [
    {
      isThere: docs.enabled,
      href: `${docs.path}/`,
      title: 'Documentation',
      text: 'Every setting, with its effective value',
    },
    {
      isThere: account.enabled,
      href: '/account',
      title: 'Your account',
      text: 'Who you are and where you are signed in',
    },
    {
      isThere: true,
      href: '/auth/web/me',
      title: 'Session',
      text: 'What this server knows about you, as JSON',
    },
    {
      isThere: app.expose_config !== 'off',
      href: '/.well-known/lockstep',
      title: 'Configuration',
      text: 'The effective configuration',
    },
  ];
  return all.filter(({ isThere }) => isThere);
}

function renderLink(link: Link): Markup {
  return html` <li>
    <a href="${link.href}">${link.title}<span>${link.text}</span></a>
  </li>`;
}
