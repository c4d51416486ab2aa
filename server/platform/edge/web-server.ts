import helmet from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { OutriderIoAdapter } from '../sockets/io-adapter.js';
import type { Settings } from '../settings.js';
import { acceptBodies } from './bodies.js';
import { guardRequests, unreadable } from './guards.js';
import { ProblemFilter } from './problem.filter.js';

/** Fastify as Outrider uses it: no logger of its own, and no name of itself in answers. */
export const webAdapter = ({ tls, trustProxy }: Pick<Settings, 'tls' | 'trustProxy'>): FastifyAdapter =>
  new FastifyAdapter({
    // A slow sender may not hold a connection for ever; an import streams for as long as it keeps coming.
    requestTimeout: 0,
    connectionTimeout: 60_000,
    // Where a request came from is what its connection says, unless a proxy that is named here says otherwise.
    trustProxy: trustProxy === undefined ? false : [...trustProxy],
    frameworkErrors: unreadable,
    ...(tls ? { https: { ...tls, minVersion: 'TLSv1.2' as const } } : {}),
  });

export interface WebServer {
  /** what the build made of the client */
  readonly clientFolder: string;
  readonly settings: Settings;
  /** whether the pages of scenes, which shows Outrider's screens in frames, and of components are served */
  readonly demonstration: boolean;
}

/** What every answer of the web server goes through. Icons are data: addresses; nothing is fetched from elsewhere. */
export async function furnish(
  app: NestFastifyApplication,
  { clientFolder, settings, demonstration }: WebServer,
): Promise<void> {
  const { origins, tls } = settings;
  app.useGlobalFilters(new ProblemFilter());
  app.useWebSocketAdapter(new OutriderIoAdapter(app, origins));
  if (origins.length > 0) app.enableCors({ origin: [...origins], maxAge: 600 });
  await app.register(helmet, {
    // Behind a proxy that speaks TLS, the proxy says this.
    strictTransportSecurity: tls ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: [demonstration ? "'self'" : "'none'"],
        upgradeInsecureRequests: null,
      },
    },
  });
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  guardRequests(fastify, origins);
  acceptBodies(fastify);
  if (existsSync(clientFolder)) {
    await app.register(fastifyStatic, {
      root: clientFolder,
      cacheControl: false,
      preCompressed: true,
      allowedPath: (path) => demonstration || !/^\/(scenes|gallery)/.test(path),
      setHeaders: (reply, path) => {
        // Built files carry a hash in their names; the page that names them is asked for each time.
        const hashed = path.startsWith(join(clientFolder, 'assets'));
        void reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
}
