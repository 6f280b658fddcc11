/** Writes `server/settings.schema.json`, which documentation sites read, from the settings catalogue. Needs no build. */
import { writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { importSource } from './lib/import-source.mjs';
import { ROOT } from './lib/run.mjs';

const TARGET = `${ROOT}server/settings.schema.json`;

const { settingsSchema } = await importSource('server/src/settings/server-schema.ts');
const text = JSON.stringify(settingsSchema.json);
writeFileSync(TARGET, await format(text, { ...(await resolveConfig(TARGET)), parser: 'json' }));
