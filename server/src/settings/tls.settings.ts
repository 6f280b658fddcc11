import * as z from 'zod';

/** `[tls]`: when the server terminates TLS itself. */
export const tlsSettings = z
  .object({
    cert_file: z.string().optional().meta({
      title: 'Certificate',
      description: 'A PEM file with the certificate and its chain.',
      'x-planned': true,
    }),
    key_file: z.string().optional().meta({
      title: 'Key',
      description: 'A PEM file with the private key.',
      'x-planned': true,
    }),
    min_version: z.enum(['TLSv1.2', 'TLSv1.3']).default('TLSv1.2').meta({
      title: 'Oldest version',
      description: 'The oldest version of TLS that is accepted.',
      'x-planned': true,
    }),
    client_ca_file: z.string().optional().meta({
      title: 'Client authority',
      description: 'A PEM file with the authority of client certificates.',
      'x-planned': true,
    }),
    client_auth: z.enum(['none', 'request', 'require']).default('none').meta({
      title: 'Client certificates',
      description: 'Whether clients are asked for a certificate, or need one.',
      'x-planned': true,
    }),
  })
  .meta({ title: 'TLS', description: 'When the server terminates TLS itself.' });
