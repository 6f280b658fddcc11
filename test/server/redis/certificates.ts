import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Directive } from './redis-server.ts';

/** What a server shows, and whom a client has to trust for that. */
export interface Certificates {
  /** A PEM file. */
  readonly authority: string;
  /** Makes a Redis speak TLS alone; `port` is the one that the server is started with. */
  readonly directives: readonly Directive[];
}

/** A certificate for `localhost`, and for no address. It signs itself, and goes when the test ends. */
export function makeCertificates(): Certificates {
  const folder = mkdtempSync(path.join(tmpdir(), 'lockstep-tls-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [key, certificate] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const algorithm = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const files = ['-keyout', key, '-out', certificate];
  const args = ['req', '-x509', '-days', '1', ...algorithm, ...files, ...subject];
  execFileSync('openssl', args, { stdio: 'ignore' });
  return {
    authority: certificate,
    directives: [
      ['tls-cert-file', certificate],
      ['tls-key-file', key],
      ['tls-auth-clients', 'no'],
    ],
  };
}
