import * as z from 'zod';

/** Who is signed in, as stores outside the process give it back. */
export const userSchema = z.object({
  id: z.string(),
  iss: z.string(),
  sub: z.string(),
  name: z.string().optional(),
  email: z.string().optional(),
  email_verified: z.boolean().optional(),
  preferred_username: z.string().optional(),
  roles: z.array(z.string()).optional(),
  groups: z.array(z.string()).optional(),
});

/** Where a session was begun, as stores outside the process give it back. */
export const originSchema = z.object({ userAgent: z.string(), address: z.string() });

/** The times of an access token, as stores outside the process give them back. */
export const tokenTimesSchema = z.object({
  accessTokenExpiresAt: z.number().optional(),
  accessTokenLifetime: z.number().optional(),
});
