import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { z } from 'zod';

/** The certificate and key that Outrider answers with, PEM. */
export interface TlsSettings {
  readonly cert: Buffer;
  readonly key: Buffer;
}

const addresses = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((address) => address.trim())
      .filter(Boolean),
  )
  .pipe(z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])).min(1));

export const EDGE_ENVIRONMENT = {
  OUTRIDER_TLS_CERT: z.string().min(1).optional(),
  OUTRIDER_TLS_KEY: z.string().min(1).optional(),
  OUTRIDER_TRUST_PROXY: addresses.optional(),
} as const;

/**
 * Reads the certificate and its key, and tries whether they are a pair.
 * @returns undefined without them, or why they cannot be used, in one line
 */
export function readTls(cert: string | undefined, key: string | undefined): TlsSettings | string | undefined {
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined || key === undefined) return 'OUTRIDER_TLS_CERT and OUTRIDER_TLS_KEY: set both or none.';
  try {
    const tls = { cert: readFileSync(cert), key: readFileSync(key) };
    createSecureContext(tls);
    return tls;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    return `OUTRIDER_TLS_CERT and OUTRIDER_TLS_KEY: these files are no certificate and its key (${code}).`;
  }
}
