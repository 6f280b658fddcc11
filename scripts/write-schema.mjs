/** Writes `server/settings.schema.json`, which documentation sites read, from the settings catalogue. Needs no build. */
import { writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { runnerImport } from 'vite';
import { ROOT } from './lib/run.mjs';

const CATALOGUE = `${ROOT}/server/src/settings/server-schema.ts`;
const TARGET = `${ROOT}/server/settings.schema.json`;

const conditions = ['@lockstep/source', 'development'];
const { module } = await runnerImport(CATALOGUE, {
  configFile: false,
  logLevel: 'silent',
  resolve: { conditions },
  ssr: { resolve: { conditions } },
});
const text = JSON.stringify(module.settingsSchema.json);
writeFileSync(TARGET, await format(text, { ...(await resolveConfig(TARGET)), parser: 'json' }));
