import { formatProblem, MAX_FILE_BYTES, readConfigText } from '@lockstep/config';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { afterAll, describe, expect, it } from 'vitest';

const root = mkdtempSync(join(tmpdir(), 'lockstep-files-'));
// Any user may look for names here; a test reads as another user.
chmodSync(root, 0o755);
afterAll(() => rmSync(root, { recursive: true, force: true }));

const UNKNOWN_USER = 65_534;

function write(name: string, content: string | Uint8Array): string {
  const path = join(root, name);
  writeFileSync(path, content);
  return path;
}

/** What a person reads about the file `app.ini`. */
function complaints(path: string): readonly string[] {
  const { text, problems } = readConfigText(path, 'conf/app.ini');
  expect(text).toBe('');
  return problems.map(formatProblem);
}

describe('a text file', () => {
  it.each(['', 'a = 1\n', '\uFEFFa = é😀\r\n', 'no line end'])('is read as it is: %j', (text) => {
    expect(readConfigText(write('text.ini', text))).toEqual({ text, problems: [] });
  });

  it('is read through a symbolic link', () => {
    const link = join(root, 'link.ini');
    symlinkSync(write('target.ini', 'a = 1'), link);
    expect(readConfigText(link).text).toBe('a = 1');
  });

  it('is read up to the cap, and refused by its size beyond that', () => {
    const path = write('large.ini', '');
    truncateSync(path, MAX_FILE_BYTES + 1);
    expect(complaints(path)).toEqual([
      'conf/app.ini: error: The file is too large to be read: 17 MiB [file-too-large]\n  expected at most 16 MiB',
    ]);
    writeFileSync(path, 'a'.repeat(MAX_FILE_BYTES));
    expect(readConfigText(path).problems).toEqual([]);
  });

  it('of 100 GiB is refused at once, without reading it', () => {
    const path = write('huge.ini', '');
    truncateSync(path, 100 * 1024 ** 3);
    expect(readConfigText(path).problems.map(({ code }) => code)).toEqual(['file-too-large']);
  });

  it.runIf(process.platform === 'linux')('without a size of its own is read too', () => {
    expect(readConfigText('/proc/self/status').text).toContain('Name:');
  });
});

describe('what is not there', () => {
  it('is named with the nearest name beside it, as the user writes it', () => {
    write('application.ini', '');
    const path = join(root, 'aplication.ini');
    expect(readConfigText(path, 'conf/aplication.ini').problems.map(formatProblem)).toEqual([
      'conf/aplication.ini: error: The file does not exist [file-not-found]\n  did you mean `conf/application.ini`?',
    ]);
  });

  it.each([
    ['a file of another name', 'zzzzzzzzzzzzzz.ini', 'The file does not exist'],
    ['a directory', 'none/app.ini', 'The file does not exist, nor does its directory'],
    [
      'a file as a directory',
      'text.ini/app.ini',
      'The file does not exist, nor does its directory',
    ],
    ['a name that no file can have', 'a'.repeat(300), 'The name is too long for a file'],
    ['a name with NUL', 'a\0b', 'The name has a NUL character'],
  ])('%s', (_, name, message) => {
    write('text.ini', '');
    expect(complaints(join(root, name))).toEqual([
      `conf/app.ini: error: ${message} [file-not-found]`,
    ]);
  });

  it('is not a link to nothing or to itself', () => {
    const [dangling, circle] = [join(root, 'dangling'), join(root, 'circle')];
    symlinkSync(join(root, 'nothing-here'), dangling);
    symlinkSync(circle, circle);
    expect([...complaints(dangling), ...complaints(circle)]).toEqual([
      'conf/app.ini: error: This is a symbolic link to nothing [file-not-found]',
      'conf/app.ini: error: Symbolic links lead in a circle [file-not-found]',
    ]);
  });
});

const notAFile = (kind: string): readonly string[] => [
  `conf/app.ini: error: This is ${kind} [not-a-file]\n  expected a file`,
];

describe('what is no file', () => {
  it('a directory', () => {
    const path = join(root, 'directory.ini');
    mkdirSync(path);
    expect(complaints(path)).toEqual(notAFile('a directory'));
  });

  it.skipIf(process.platform === 'win32')('a pipe that nobody writes to, without waiting', () => {
    const path = join(root, 'pipe');
    execFileSync('mkfifo', [path]);
    expect(complaints(path)).toEqual(notAFile('a pipe'));
  });

  it.skipIf(process.platform === 'win32')('a device that never ends', () => {
    expect(complaints('/dev/zero')).toEqual(notAFile('a device'));
  });

  it.skipIf(process.platform === 'win32')('a socket', async () => {
    const path = join(root, 'socket');
    const server = createServer().listen(path);
    await once(server, 'listening');
    expect(complaints(path)).toEqual(notAFile('a socket or a device'));
    server.close();
  });
});

it.skipIf(process.platform === 'win32')('a file without permission is refused', () => {
  const path = write('locked.ini', 'password = hunter2');
  chmodSync(path, 0);
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(UNKNOWN_USER);
  try {
    expect(complaints(path)).toEqual([
      'conf/app.ini: error: Permission to read the file is denied [file-not-readable]',
    ]);
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
});

describe('what is no UTF-8', () => {
  it.each([
    ['little endian', [0xff, 0xfe, 0x61, 0x00]],
    ['big endian', [0xfe, 0xff, 0x00, 0x61]],
  ])('UTF-16, %s', (_, bytes) => {
    expect(complaints(write('utf16.ini', Uint8Array.from(bytes)))).toEqual([
      'conf/app.ini: error: The file is UTF-16, by its byte order mark [utf16-file]\n  expected a file saved as UTF-8',
    ]);
  });

  it('a binary file', () => {
    expect(complaints(write('binary.ini', 'a\0b'))).toEqual([
      'conf/app.ini: error: The file holds NUL bytes: it is no text, or text that is not UTF-8 [binary-file]\n' +
        '  expected a text file in UTF-8',
    ]);
  });

  it.each([
    ['Latin-1', 'a = caf\xe9\nb = 1\n', ['1:8']],
    ['several lines, each once', '\xe9\xe9\nok\nx\xff\r\n\xfey', ['1:1', '3:2', '4:1']],
    ['a lone carriage return as a line end', 'a\r\xe9\rb', ['2:1']],
    ['after wide characters', '\xf0\x9f\x98\x80\xc3\xa9\xe9', ['1:4']],
    ['a sequence cut off by the line end', 'a\xe2\x82\nb', ['1:2']],
    ['a sequence cut off by the end', 'a\xe2\x82', ['1:2']],
    ['an overlong slash', 'a\xc0\xaf', ['1:2']],
    ['a surrogate', '\xed\xa0\x80', ['1:1']],
    ['beside the mark for what is unknown', '\xef\xbf\xbd\xff', ['1:2']],
  ])('%s', (_, bytes, places) => {
    const { text, problems } = readConfigText(write('bytes.ini', Buffer.from(bytes, 'latin1')));
    expect(
      problems.map(({ code, span }) => `${code} ${span?.start.line}:${span?.start.column}`),
    ).toEqual(places.map((place) => `invalid-utf8 ${place}`));
    for (const { span } of problems) expect(text[span?.start.offset ?? -1]).toBe('\uFFFD');
  });

  it('is named for twenty lines at most', () => {
    const path = write('bytes.ini', Buffer.from('\xff\n'.repeat(1000), 'latin1'));
    expect(readConfigText(path).problems).toHaveLength(20);
  });
});
