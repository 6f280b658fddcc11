import { schemaFromZod } from '@lockstep/config';
import type { ConfigSchema } from '@lockstep/config';
import { catalogue } from './catalogue.ts';

/** The catalogue as the configuration reader and the documentation use it; its `json` is `settings.schema.json`. */
export const settingsSchema: ConfigSchema = schemaFromZod(catalogue, {
  file: 'settings.schema.json',
});
