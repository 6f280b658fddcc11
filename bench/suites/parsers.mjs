/** Parsers: documents that keep every byte and position, against the parsers that most programs use. */
import { parseIni, parseYaml } from '@lockstep/config';
import ini from 'ini';
import { parseDocument } from 'yaml';
import { iniOf, yamlOf } from '../lib/configs.mjs';
import { compare, takeTurns } from '../lib/measure.mjs';
import { row } from '../lib/report.mjs';

const LINES = 10_000;
const TURNS = { rounds: 11, warmUp: 3 };

export async function measure() {
  const iniText = iniOf(LINES);
  const yamlText = yamlOf(LINES);
  const inis = await takeTurns(
    [() => parseIni(iniText, { file: 'app.ini' }), () => ini.parse(iniText)],
    TURNS,
  );
  const yamls = await takeTurns(
    [() => parseYaml(yamlText, { file: 'app.yaml' }), () => parseDocument(yamlText)],
    { rounds: 7, warmUp: 2 },
  );
  return [
    row('INI, 10,000 lines / ini.parse', compare(...inis)),
    row('YAML, 10,000 lines / yaml.parseDocument', compare(...yamls)),
  ];
}
