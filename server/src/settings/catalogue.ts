import * as z from 'zod';
import { accountSettings } from './account.settings.ts';
import { appSettings } from './app.settings.ts';
import { auditSettings } from './audit.settings.ts';
import { databaseSettings } from './database.settings.ts';
import { devIdpSettings } from './dev-idp.settings.ts';
import { docsSettings } from './docs.settings.ts';
import { loggingSettings } from './logging.settings.ts';
import { metricsSettings } from './metrics.settings.ts';
import { oidcSettings } from './oidc.settings.ts';
import { proxySettings } from './proxy.settings.ts';
import { redisSettings } from './redis.settings.ts';
import { securitySettings } from './security.settings.ts';
import { tlsSettings } from './tls.settings.ts';
import { usersSettings } from './users.settings.ts';

/** Every key of the server, one file for each section. Planned keys are declared and refused when set. */
export const catalogue = z
  .object({
    app: appSettings,
    security: securitySettings,
    oidc: oidcSettings,
    dev_idp: devIdpSettings,
    redis: redisSettings,
    database: databaseSettings,
    users: usersSettings,
    proxy: proxySettings,
    audit: auditSettings,
    logging: loggingSettings,
    metrics: metricsSettings,
    tls: tlsSettings,
    account: accountSettings,
    docs: docsSettings,
  })
  .meta({ title: 'Lockstep server', description: 'Settings of the Lockstep server.' });
