import { generate } from 'selfsigned';

export interface Certificate {
  /** PEM of the authority to trust. */
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
}

let made: Promise<Certificate> | undefined;

/** The certificate of all servers of a process: to make one, and to trust it, takes longer than most tests. */
export function sharedCertificate(): Promise<Certificate> {
  made ??= makeCertificate();
  return made;
}

/** A server certificate for localhost and 127.0.0.1, signed by an authority made for the occasion; all in memory. */
export async function makeCertificate(): Promise<Certificate> {
  const authority = await generate([{ name: 'commonName', value: 'Stand-in Authority' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const server = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { ca: authority.cert, certificate: server.cert, key: server.private };
}
