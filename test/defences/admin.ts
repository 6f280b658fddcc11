import { server } from './defence.ts';
import type { Defence } from './defence.ts';

const NOTHING_LEARNED = server('admin/users', 'whoever is no administrator learns nothing');
const ENDED = server('admin/users', 'are listed and ended, one by one and all at once, everywhere');

/** What keeps the addresses of administrators for administrators. */
export const ADMIN: readonly Defence[] = [
  {
    name: 'the guard of /admin',
    file: 'server/src/admin/admin-users.controller.ts',
    remove: '@UseGuards(CsrfGuard, AdminGuard)',
    put: '@UseGuards(CsrfGuard)',
    witnesses: [NOTHING_LEARNED],
  },
  {
    name: 'the guard of /admin against forged requests',
    file: 'server/src/admin/admin-users.controller.ts',
    remove: '@UseGuards(CsrfGuard, AdminGuard)',
    put: '@UseGuards(AdminGuard)',
    witnesses: [ENDED],
  },
  {
    name: 'an administrator has exactly the role',
    file: 'server/src/admin/admin.guard.ts',
    remove: 'session.user.roles?.includes(role) === true',
    put: 'session.user.roles?.some((each) => each.startsWith(role))',
    witnesses: [NOTHING_LEARNED],
  },
  {
    name: 'whoever is turned away at /admin is in the log',
    file: 'server/src/admin/admin.guard.ts',
    remove:
      "this.#logger.warn(record, 'somebody who is no administrator asked for what administrators may');",
    witnesses: [NOTHING_LEARNED],
  },
  {
    name: 'no /admin where no role makes administrators',
    file: 'server/src/admin/admin.module.ts',
    remove: 'if (users.admin_role === undefined) return { module: AdminModule };',
    witnesses: [server('admin/users', 'finds no such address where no role makes administrators')],
  },
  {
    name: 'an administrator ends a session by its user and its handle',
    file: 'server/src/admin/admin-users.service.ts',
    remove: 'if (ended === undefined) {',
    put: 'if (ended === undefined) { return by; }\n    if (false) {',
    witnesses: [ENDED],
  },
  {
    name: 'what an administrator ends is in the log, with who did it',
    file: 'server/src/admin/admin-users.service.ts',
    remove: "this.#logger.info(record, 'sessions ended by an administrator');",
    witnesses: [server('admin/users', 'in one line of the log that says who did it')],
  },
  {
    name: 'an administrator searches with text that databases take',
    file: 'server/src/admin/admin-users.controller.ts',
    remove: ' || CONTROL.test(text)',
    witnesses: [server('admin/users', 'GET /admin/users')],
  },
  {
    name: 'an administrator gets so many users at a time',
    file: 'server/src/admin/admin-users.controller.ts',
    remove: '!LIMIT.test(text)',
    put: 'false',
    witnesses: [server('admin/users', 'GET /admin/users')],
  },
];
