import type { SessionUser } from '../session/session-record.ts';

/** The body of `/auth/web/me`. */
export type Who =
  | {
      readonly authenticated: false;
      readonly user: null;
      readonly csrf_token: null;
      readonly expires_at: null;
    }
  | {
      readonly authenticated: true;
      readonly user: SessionUser;
      /** For the header that `security.csrf.header_name` names. */
      readonly csrf_token: string;
      /** When the session ends if it is not used again (RFC 3339). */
      readonly expires_at: string;
    };

/** Nobody is signed in. */
export const NOT_SIGNED_IN: Who = {
  authenticated: false,
  user: null,
  csrf_token: null,
  expires_at: null,
};
