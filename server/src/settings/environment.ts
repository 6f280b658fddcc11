/** What a server can be run for: the values of `app.environment`. */
export const ENVIRONMENTS = ['development', 'test', 'staging', 'production'] as const;

/** One of {@link ENVIRONMENTS}. */
export type EnvironmentName = (typeof ENVIRONMENTS)[number];

/** Whether test users and plain http on loopback are all right. */
export function isDevelopmentOrTest(environment: EnvironmentName | undefined): boolean {
  return environment === 'development' || environment === 'test';
}
