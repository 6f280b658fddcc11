import { readFileSync } from 'node:fs';
import { formatKeyPath } from '@lockstep/config';
import { settingsSchema } from '@lockstep/server/settings';
import { describe, expect, it } from 'vitest';

const SCHEMA_FILE = new URL('../../../server/settings.schema.json', import.meta.url);

/** Keys of the contract with whoever deploys; a rename needs an alias. */
const CONTRACT = `
app.environment app.name app.public_url app.host app.port app.allowed_hosts app.trusted_proxies app.expose_config
app.body_limit app.shutdown_grace security.secret_keys security.require_https
security.session.store security.session.idle_timeout security.session.absolute_timeout security.session.rotation_interval
security.session.rotation_grace security.session.max_concurrent security.session.on_limit
security.session.binding_user_agent security.session.binding_ip security.session.binding_ip_prefix_v4
security.session.binding_ip_prefix_v6 security.session.encrypt security.session.on_store_failure
security.session.login_ttl security.session.analytics security.cookie.name security.cookie.same_site
security.csrf.enabled security.csrf.mode security.csrf.header_name security.csrf.max_age
security.rate_limit.enabled security.rate_limit.requests security.rate_limit.window security.rate_limit.per_endpoint
security.rate_limit.per_method security.rate_limit.login_requests security.rate_limit.login_window
security.rate_limit.storage security.cors.enabled security.cors.origins security.cors.methods security.cors.headers
security.cors.credentials security.cors.max_age security.headers.hsts_max_age
security.headers.hsts_include_subdomains security.headers.hsts_preload security.headers.content_security_policy
security.headers.csp_mode security.headers.frame_options security.headers.referrer_policy
security.headers.permissions_policy security.headers.xss_protection security.jwt.enabled security.jwt.audiences
security.jwt.algorithms security.jwt.clock_skew security.jwt.jwks_cache_ttl security.jwt.jwks_cache_max_entries
security.jwt.jwks_cooldown security.jwt.claims.user_id security.jwt.claims.email security.jwt.claims.name
security.jwt.claims.preferred_username security.jwt.claims.roles security.jwt.claims.groups security.jwt.claims.scope
security.tokens.enabled security.tokens.algorithm security.tokens.access_ttl security.tokens.refresh_ttl
oidc.default_provider oidc.allowed_redirect_hosts oidc.refresh_tokens oidc.refresh_skew oidc.timeout oidc.providers.*.issuer
oidc.providers.*.client_id oidc.providers.*.client_secret oidc.providers.*.client_auth
oidc.providers.*.client_key oidc.providers.*.client_key_file oidc.providers.*.client_key_id oidc.providers.*.own_callback oidc.providers.*.scopes
oidc.providers.*.resource oidc.providers.*.id_token_algorithms oidc.providers.*.trusted_audiences oidc.providers.*.max_age oidc.providers.*.prompt
oidc.providers.*.enabled oidc.providers.*.dev_only dev_idp.enabled dev_idp.port dev_idp.users redis.url
redis.key_prefix redis.mode redis.nodes redis.sentinel_name redis.sentinel_password redis.tls_verify redis.tls_ca_file redis.allow_plaintext
redis.require_noeviction redis.command_timeout redis.connect_timeout database.url database.pool_size
users.provisioning users.admin_role users.claims.name users.claims.email users.claims.email_verified users.claims.preferred_username
users.claims.roles users.claims.groups proxy.routes.*.path proxy.routes.*.upstream proxy.routes.*.methods proxy.routes.*.strip_prefix
proxy.routes.*.timeout proxy.routes.*.require_csrf proxy.routes.*.allow_plaintext audit.sink audit.retention audit.on_failure logging.level
logging.format metrics.enabled metrics.path metrics.token tls.cert_file tls.key_file tls.min_version
tls.client_ca_file tls.client_auth account.enabled docs.enabled docs.path docs.dir
`
  .trim()
  .split(/\s+/u);

const LIVE_SECTIONS =
  /^(app\.|security\.(secret_keys|require_https|cookie\.|csrf\.|headers\.|session\.)|oidc\.|dev_idp\.|redis\.|database\.|users\.|proxy\.|logging\.|account\.|docs\.)/u;

describe('the catalogue', () => {
  const settings = settingsSchema.settings.map((setting) => ({
    ...setting,
    key: formatKeyPath(setting.path),
  }));

  it('has no mistake in itself', () => {
    expect(settingsSchema.problems).toEqual([]);
  });

  it('declares every key of the contract and no other', () => {
    expect(settings.map(({ key }) => key).toSorted()).toEqual(CONTRACT.toSorted());
  });

  it.each(settings)('says what $key is for', ({ title, description }) => {
    expect(title).toMatch(/^[A-Z]/u);
    expect(description).toMatch(/^[A-Z`][^\n]{15,}\.$/u);
  });

  it('marks what nothing reads yet as planned, and nothing else', () => {
    const live = settings.filter(({ planned }) => !planned).map(({ key }) => key);
    expect(live).toEqual(
      CONTRACT.filter((key) => LIVE_SECTIONS.test(key)).toSorted(
        (a, b) => live.indexOf(a) - live.indexOf(b),
      ),
    );
  });

  it('says how every missing default is derived', () => {
    const unexplained = settings.filter(
      (setting) =>
        setting.default === undefined &&
        !setting.required &&
        !setting.defaultNote &&
        !setting.planned,
    );
    expect(unexplained.map(({ key }) => key)).toEqual([]);
  });

  it('marks every secret', () => {
    const secrets = settings.filter(({ secret }) => secret).map(({ key }) => key);
    expect(secrets).toEqual([
      'security.secret_keys',
      'oidc.providers.*.client_secret',
      'oidc.providers.*.client_key',
      'redis.sentinel_password',
      'metrics.token',
    ]);
  });

  it('is what settings.schema.json says; `npm run schema -w @lockstep/server` writes it', () => {
    expect(JSON.parse(readFileSync(SCHEMA_FILE, 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(settingsSchema.json)),
    );
  });
});
