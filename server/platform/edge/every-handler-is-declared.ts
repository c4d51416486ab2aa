import type { INestApplicationContext } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { MESSAGE_MAPPING_METADATA } from '@nestjs/websockets/constants.js';
import { HANDLES } from './handles.js';

/**
 * Refuses to start with a handler that has no declared schema, policy and limit: an undecorated route would be open.
 * @throws Error naming every such handler
 */
export function assertEveryHandlerIsDeclared(app: Pick<INestApplicationContext, 'get'>): void {
  const discovery = app.get(DiscoveryService);
  const scanner = new MetadataScanner();
  const bare = [...discovery.getControllers(), ...discovery.getProviders()].flatMap(({ instance, name }) => {
    const prototype =
      typeof instance === 'object' && instance !== null ? (Object.getPrototypeOf(instance) as object) : null;
    if (!prototype) return [];
    return scanner.getAllMethodNames(prototype).flatMap((method) => {
      const handler = (prototype as Record<string, unknown>)[method];
      if (typeof handler !== 'function') return [];
      const routed =
        Reflect.hasMetadata(METHOD_METADATA, handler) || Reflect.hasMetadata(MESSAGE_MAPPING_METADATA, handler);
      return routed && !Reflect.hasMetadata(HANDLES, handler) ? [`${String(name)}.${method}`] : [];
    });
  });
  if (bare.length > 0) throw new Error(`These handlers lack @Handles (schema, policy, limit): ${bare.join(', ')}`);
}
