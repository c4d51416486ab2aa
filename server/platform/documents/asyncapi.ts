import { z } from 'zod';
import { CLIENT_MESSAGES, Handshake, SERVER_MESSAGES } from '../../contract/index.js';

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): unknown =>
  // Definitions stay inside each schema, so that one message can be read by itself.
  z.toJSONSchema(schema, {
    io,
    target: 'draft-7',
    reused: 'inline',
    override: ({ jsonSchema }) => delete jsonSchema.id,
  });

/** The Socket.IO events as AsyncAPI 3, from the contract's messages. */
export function asyncApiDocument(): { readonly asyncapi: string; readonly [key: string]: unknown } {
  const toClient = Object.entries(SERVER_MESSAGES);
  const toServer = Object.entries(CLIENT_MESSAGES);
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Outrider',
      version: '1',
      description:
        'Socket.IO on /socket.io, websocket only. Each message is a Socket.IO event with one argument; every event from a client is acknowledged.',
    },
    defaultContentType: 'application/json',
    channels: {
      reader: {
        address: '/socket.io',
        description: 'The connection of one reader. The handshake carries `auth`.',
        bindings: { ws: { bindingVersion: '0.1.0' } },
        messages: Object.fromEntries(
          [...toClient, ...toServer].map(([name]) => [name, { $ref: `#/components/messages/${name}` }]),
        ),
      },
      acknowledgements: {
        address: null,
        description: 'Socket.IO acknowledgements: the answer to one event, on the same connection.',
        messages: Object.fromEntries(
          toServer.map(([name]) => [`${name}Ack`, { $ref: `#/components/messages/${name}Ack` }]),
        ),
      },
    },
    operations: {
      ...Object.fromEntries(toClient.map(([name, { summary }]) => [name, operation('send', name, summary)])),
      ...Object.fromEntries(
        toServer.map(([name, { summary }]) => [
          name,
          {
            ...operation('receive', name, summary),
            reply: {
              channel: { $ref: '#/channels/acknowledgements' },
              messages: [{ $ref: `#/channels/acknowledgements/messages/${name}Ack` }],
            },
          },
        ]),
      ),
    },
    components: {
      schemas: { handshakeAuth: schemaOf(Handshake, 'input') },
      messages: {
        ...Object.fromEntries(
          toClient.map(([name, { summary, payload }]) => [
            name,
            { name, summary, payload: schemaOf(payload, 'output') },
          ]),
        ),
        ...Object.fromEntries(
          toServer.map(([name, { summary, payload }]) => [
            name,
            { name, summary, payload: schemaOf(payload, 'input') },
          ]),
        ),
        ...Object.fromEntries(
          toServer.map(([name, { ack }]) => [
            `${name}Ack`,
            { name: `${name}Ack`, summary: `The acknowledgement of ${name}`, payload: schemaOf(ack, 'output') },
          ]),
        ),
      },
    },
  };
}

function operation(action: 'send' | 'receive', name: string, summary: string): object {
  return {
    action,
    summary,
    channel: { $ref: '#/channels/reader' },
    messages: [{ $ref: `#/channels/reader/messages/${name}` }],
  };
}
