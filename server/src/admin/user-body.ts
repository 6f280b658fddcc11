import type { UserWithIdentities } from './admin-users.service.ts';

/** A user as `/admin/users` has them; times are RFC 3339. */
export interface UserBody {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly preferred_username: string | null;
  readonly roles: readonly string[];
  readonly disabled: boolean;
  readonly created_at: string;
  /** With whatever identity. */
  readonly last_sign_in_at: string | null;
  readonly identities: readonly IdentityBody[];
}

interface IdentityBody {
  readonly issuer: string;
  readonly subject: string;
  /** Name of the provider in the configuration. */
  readonly provider: string;
  readonly last_sign_in_at: string;
}

/** A user for JSON. Claims are as the last sign-in had them. */
export function toUserBody({ user, identities }: UserWithIdentities): UserBody {
  const { id, claims, createdAt, disabledAt } = user;
  const last = Math.max(...identities.map(({ lastLoginAt }) => lastLoginAt));
  return {
    id,
    name: claims.name ?? null,
    email: claims.email ?? null,
    preferred_username: claims.preferred_username ?? null,
    roles: claims.roles ?? [],
    disabled: disabledAt !== undefined,
    created_at: timeText(createdAt),
    last_sign_in_at: identities.length === 0 ? null : timeText(last),
    identities: identities.map(({ iss, sub, provider, lastLoginAt }) => ({
      issuer: iss,
      subject: sub,
      provider,
      last_sign_in_at: timeText(lastLoginAt),
    })),
  };
}

function timeText(time: number): string {
  return new Date(time).toISOString();
}
