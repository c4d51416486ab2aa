import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../../../../support/free-port.js';
import { inFolder } from '../../../../support/log-folder.js';
import { Outrider } from '../../../../support/outrider.js';
import { RedisServer } from '../../../../support/redis.js';

/** A force's own authority, and a certificate of its for this machine. */
async function certificates(folder: string) {
  const at = (name: string): string => join(folder, name);
  const openssl = (...args: readonly string[]): void => void execFileSync('openssl', args, { stdio: 'ignore' });
  const made = (name: string): readonly string[] => ['-keyout', at(`${name}.key`), '-newkey', 'rsa:2048', '-nodes'];
  openssl(
    'req',
    '-x509',
    '-days',
    '1',
    '-subj',
    '/CN=Force authority',
    ...made('authority'),
    '-out',
    at('authority.crt'),
  );
  openssl('req', '-subj', '/CN=redis', ...made('redis'), '-out', at('redis.csr'));
  await writeFile(at('names'), 'subjectAltName=DNS:localhost,IP:127.0.0.1');
  const signed = [
    '-CA',
    at('authority.crt'),
    '-CAkey',
    at('authority.key'),
    '-CAcreateserial',
    '-extfile',
    at('names'),
  ];
  openssl('x509', '-req', '-days', '1', '-in', at('redis.csr'), ...signed, '-out', at('redis.crt'));
  return { authority: at('authority.crt'), certificate: at('redis.crt'), key: at('redis.key') };
}

test('[R1] over TLS the log goes to a Redis whose certificate a trusted authority vouches for, and to no other', () =>
  inFolder(async (folder) => {
    const { authority, certificate, key } = await certificates(folder);
    const port = await freePort();
    const tls = {
      'tls-port': String(port),
      'tls-cert-file': certificate,
      'tls-key-file': key,
      'tls-auth-clients': 'no',
    };
    const redis = await RedisServer.start(tls);
    const env = { OUTRIDER_REDIS_URL: `rediss://localhost:${port}` };
    try {
      const refused = await Outrider.refused(join(folder, 'other'), env);
      expect(refused).toMatchObject({ code: 1, stdout: '' });
      expect(refused.stderr).toMatch(/^Redis at localhost:\d+ cannot be reached \(UNABLE_TO_VERIFY_LEAF_SIGNATURE\)/);
      // Which authorities Node trusts is read when a process starts.
      const node = await Outrider.start({ env: { ...env, NODE_EXTRA_CA_CERTS: authority } });
      try {
        const handler = await node.signIn('handler');
        expect((await handler.post('/api/incidents', { source: '999' })).status).toBe(201);
      } finally {
        await node.stop();
      }
      expect(await redis.ask<number>('XLEN', 'outrider:{force}:log')).toBeGreaterThan(0);
    } finally {
      await redis.stop();
    }
  }));
