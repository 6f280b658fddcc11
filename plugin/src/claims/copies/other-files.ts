/** Configuration of other programs that documentation often shows beside its own. Its sections have everyday names. */
const OTHER_FILES: ReadonlySet<string> = new Set([
  '.editorconfig',
  '.gitconfig',
  '.gitlab-ci.yml',
  '.npmrc',
  '.travis.yml',
  'angular.json',
  'cargo.toml',
  'chart.yaml',
  'compose.yaml',
  'compose.yml',
  'composer.json',
  'docker-compose.yaml',
  'docker-compose.yml',
  'jsconfig.json',
  'kustomization.yaml',
  'mkdocs.yml',
  'my.cnf',
  'mypy.ini',
  'netlify.toml',
  'nginx.conf',
  'nx.json',
  'package-lock.json',
  'package.json',
  'php.ini',
  'pip.conf',
  'postgresql.conf',
  'prometheus.yml',
  'pyproject.toml',
  'pytest.ini',
  'redis.conf',
  'setup.cfg',
  'supervisord.conf',
  'tox.ini',
  'tsconfig.json',
  'turbo.json',
  'vercel.json',
]);

const FILE_NAME = /[\w.-]*\.[a-z]+\b/gi;

/** Whether a text names files of other programs, and none of one's own. @param own names without directories */
export function isOfOtherFile(text: string, own: ReadonlySet<string>): boolean {
  const names = text.match(FILE_NAME) ?? [];
  const isOther = names.some((name) => OTHER_FILES.has(name.toLowerCase()));
  return isOther && !names.some((name) => own.has(name));
}
